package io.bidlock.launcher.house;

import io.bidlock.launcher.terminal.CommandFailure;
import io.bidlock.launcher.terminal.FailureMessage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a house keeps its data. Locked while it is open: two brokers on one directory would ruin
 * each other's log.
 */
public final class DataDirectory implements AutoCloseable {
  /** Where a house keeps its data when nobody says otherwise. */
  public static final String DEFAULT = ".bidlock";

  private static final String LOCK_FILE = "lock";
  private static final long NEEDED_BYTES = 256L << 20;

  private final Path path;
  private final FileChannel channel;
  private boolean temporary;

  private DataDirectory(Path path, FileChannel channel, boolean temporary) {
    this.path = path;
    this.channel = channel;
    this.temporary = temporary;
  }

  /**
   * Opens a directory that stays; it is made when missing.
   *
   * @throws CommandFailure when another house has it, or it cannot be written, or its disk is full
   */
  public static DataDirectory open(Path path) {
    return open(path.toAbsolutePath().normalize(), false);
  }

  /**
   * Makes a directory that stays.
   *
   * @throws CommandFailure when there is something in it, or it cannot be written
   */
  public static DataDirectory openNew(Path path) {
    requireUnused(path);
    if (Files.isDirectory(path)) {
      try (Stream<Path> inside = Files.list(path)) {
        if (inside.findAny().isPresent()) {
          throw new CommandFailure(path + " is not empty; choose a new directory.");
        }
      } catch (IOException e) {
        throw new CommandFailure(path + " cannot hold BidLock's data: " + why(e), e);
      }
    }
    return open(path);
  }

  /** A new directory that is removed when it is closed. */
  public static DataDirectory temporary() {
    try {
      return open(Files.createTempDirectory("bidlock-"), true);
    } catch (IOException e) {
      throw new CommandFailure("No temporary directory could be made: " + e.getMessage(), e);
    }
  }

  /**
   * Finds out whether another house has a directory, without making anything.
   *
   * @throws CommandFailure when one has
   */
  public static void requireUnused(Path path) {
    if (Files.exists(path.resolve(LOCK_FILE))) {
      open(path).close();
    }
  }

  /**
   * Whether a house has a directory now; makes nothing.
   *
   * @throws CommandFailure when that cannot be found out
   */
  static boolean isInUse(Path path) {
    Path file = path.resolve(LOCK_FILE);
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      // Others who only ask may do so at the same time.
      return !lock(channel, true);
    } catch (IOException e) {
      throw new CommandFailure(FailureMessage.of(e), e);
    }
  }

  private static DataDirectory open(Path path, boolean temporary) {
    try {
      Files.createDirectories(path);
      long usable = Files.getFileStore(path).getUsableSpace();
      if (usable < NEEDED_BYTES) {
        throw new CommandFailure(
            "The disk of %s is full: %d MB are free and %d MB are needed."
                .formatted(path, usable >> 20, NEEDED_BYTES >> 20));
      }
      FileChannel channel =
          FileChannel.open(
              path.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!lock(channel, false)) {
        channel.close();
        throw new CommandFailure(
            "Another BidLock is running on %s; stop it, or choose another place with --data and --port."
                .formatted(path));
      }
      return new DataDirectory(path, channel, temporary);
    } catch (IOException e) {
      throw new CommandFailure(path + " cannot hold BidLock's data: " + why(e), e);
    }
  }

  private static String why(IOException failure) {
    return switch (failure) {
      case FileAlreadyExistsException file -> file.getFile() + " is a file.";
      case NoSuchFileException none -> "no directory can be made there.";
      case FileSystemException other -> FailureMessage.of(other);
      default -> failure.toString();
    };
  }

  private static boolean lock(FileChannel channel, boolean shared) throws IOException {
    try {
      FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Lets a temporary directory stay when it is closed, to be looked into. */
  public synchronized void keep() {
    temporary = false;
  }

  public Path path() {
    return path;
  }

  /** Lets go of the directory, and removes it where it is temporary. */
  @Override
  public synchronized void close() {
    try {
      channel.close();
      if (temporary && Files.exists(path)) {
        remove();
      }
    } catch (IOException e) {
      throw new CommandFailure(path + " could not be cleared away: " + e, e);
    }
  }

  private void remove() throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(path)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.deleteIfExists(file);
    }
  }
}
