package io.bidlock.launcher.house;

import io.bidlock.launcher.terminal.CommandFailure;
import io.bidlock.launcher.terminal.FailureMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a house has silver and gold: noted in its data directory, for the commands that are called
 * beside it.
 */
final class SilverAddress {
  private static final String FILE = "silver.address";

  private SilverAddress() {}

  /**
   * Notes it.
   *
   * @param data the house's directory, which it has locked
   * @param jdbcUrl without a password
   */
  static void note(Path data, String jdbcUrl) {
    try {
      Files.writeString(data.resolve(FILE), jdbcUrl);
    } catch (IOException e) {
      throw new CommandFailure(FailureMessage.of(e), e);
    }
  }

  /** Removes the note of a house before, if there is one. */
  static void forget(Path data) {
    try {
      Files.deleteIfExists(data.resolve(FILE));
    } catch (IOException e) {
      throw new CommandFailure(FailureMessage.of(e), e);
    }
  }

  /**
   * Looks it up. The note of a house that does not run any more counts for nothing.
   *
   * @param data a directory, which need not be there
   * @return {@code jdbc:postgresql://…}; empty where no house is ready there, or one without silver
   * @throws CommandFailure when it cannot be found out
   */
  static Optional<String> of(Path data) {
    if (!DataDirectory.isInUse(data)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(data.resolve(FILE))).filter(url -> !url.isBlank());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new CommandFailure(FailureMessage.of(e), e);
    }
  }
}
