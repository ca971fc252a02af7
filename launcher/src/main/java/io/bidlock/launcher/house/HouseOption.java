package io.bidlock.launcher.house;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that says of which house's data a command speaks, where others name no place. */
public final class HouseOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Which house: the directory where it keeps its data, as in `up` (default: "
              + DataDirectory.DEFAULT
              + ").")
  private Optional<Path> data = Optional.empty();

  /** Whether the person named it. */
  public boolean isGiven() {
    return data.isPresent();
  }

  /** The directory; it need not be there. */
  public Path directory() {
    return data.orElse(Path.of(DataDirectory.DEFAULT));
  }

  /**
   * Where silver and gold are while a house runs there.
   *
   * @return {@code jdbc:postgresql://…}; empty where none runs that is ready
   * @throws io.bidlock.launcher.terminal.CommandFailure when that cannot be found out
   */
  public Optional<String> jdbcUrl() {
    return SilverAddress.of(directory());
  }
}
