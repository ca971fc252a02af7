package io.bidlock.launcher.bronze;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file of bronze says by its name.
 *
 * @param log era and partition of its topic, as {@code 0-3}
 * @param first the first offset that it spans
 * @param last the last one
 * @param extension {@code parquet} or {@code jsonl}
 */
public record BronzeFileName(String log, long first, long last, String extension) {
  private static final Pattern NAME =
      Pattern.compile("part-(\\d+-\\d+)-(\\d{19})-(\\d{19})-[0-9a-f]{16}\\.(parquet|jsonl)");

  /** Empty for what is no file of bronze. */
  public static Optional<BronzeFileName> of(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches()
        ? Optional.of(
            new BronzeFileName(
                name.group(1),
                Long.parseLong(name.group(2)),
                Long.parseLong(name.group(3)),
                name.group(4)))
        : Optional.empty();
  }
}
