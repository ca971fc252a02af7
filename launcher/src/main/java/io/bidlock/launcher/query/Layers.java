package io.bidlock.launcher.query;

import io.bidlock.launcher.house.HouseOption;
import io.bidlock.launcher.terminal.UsageFailure;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the layers of the medallion lie as files. */
public final class Layers {
  private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+-]+):.*");

  @Option(
      names = "--bronze",
      paramLabel = "DIR",
      description = "Where bronze is (default: bronze of --data).")
  private Optional<String> bronze = Optional.empty();

  @Option(
      names = "--silver",
      paramLabel = "DIR",
      description = "Where silver is as Parquet (default: silver of --data).")
  private Optional<String> silver = Optional.empty();

  @Option(
      names = "--gold",
      paramLabel = "DIR",
      description = "Where gold is as Parquet (default: gold of --data).")
  private Optional<String> gold = Optional.empty();

  @Mixin private HouseOption house;

  /** Whose layers they are where they are not named. */
  HouseOption house() {
    return house;
  }

  /**
   * @throws UsageFailure when it was named and cannot be looked into
   */
  Path bronze() {
    return directory("bronze", bronze);
  }

  Path silver() {
    return directory("silver", silver);
  }

  Path gold() {
    return directory("gold", gold);
  }

  private Path directory(String layer, Optional<String> given) {
    if (given.isEmpty()) {
      return house.directory().resolve(layer);
    }
    Path directory = path("--" + layer, given.get());
    if (!Files.isDirectory(directory)) {
      throw new UsageFailure("--" + layer + ": no such directory: " + directory);
    }
    return directory;
  }

  /**
   * A directory of this machine.
   *
   * @param option what it was given by, for messages
   * @param text a path or {@code file:…}
   * @throws UsageFailure when it is somewhere else
   */
  static Path path(String option, String text) {
    Matcher scheme = SCHEME.matcher(text);
    if (!scheme.matches()) {
      return Path.of(text);
    }
    return switch (scheme.group(1).toLowerCase(Locale.ROOT)) {
      case "file" ->
          text.startsWith("file:/") ? Path.of(URI.create(text)) : Path.of(text.substring(5));
      case "jdbc" ->
          throw new UsageFailure(
              option + ": this reads files; ask a database with its own client, as psql");
      case "s3", "gs" ->
          throw new UsageFailure(
              option
                  + ": "
                  + text
                  + " would take an extension (httpfs) that DuckDB downloads, and BidLock lets it"
                  + " download nothing. Copy what you need to a directory and name that");
      default -> throw new UsageFailure(option + ": " + text + " is no directory");
    };
  }
}
