package io.bidlock.servers;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs for this machine, out of the library that carries them. */
final class PostgresExecutable {
  private static final String PREFIX = "program-";
  private static final int ANYBODY_EXECUTES = 0111;

  private PostgresExecutable() {}

  /**
   * Puts the programs into a directory below {@code directory}, unless they are there already, and
   * removes those of other versions.
   *
   * @return the directory that has {@code bin/postgres} and {@code bin/initdb}
   * @throws IOException when there are none for this system, or they cannot be written
   */
  static Path unpack(Path directory) throws IOException {
    String resource =
        resourceName(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    Path target = directory.resolve(PREFIX + fingerprint(resource));
    if (Files.isDirectory(target)) {
      return target.toRealPath();
    }
    removeEarlier(directory);
    // Under its name only when it is whole.
    Path partial = directory.resolve(PREFIX + "partial");
    Files.createDirectories(partial);
    try (InputStream archive = open(resource)) {
      unpack(archive, partial);
    }
    return Files.move(partial, target, ATOMIC_MOVE).toRealPath();
  }

  static String resourceName(String system, String architecture) {
    String name = system.toLowerCase(Locale.ROOT);
    String family = name.startsWith("mac") ? "darwin" : name.replace(' ', '-');
    String processor =
        switch (architecture) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> architecture;
        };
    return "postgres-" + family + "-" + processor + ".txz";
  }

  private static InputStream open(String resource) throws IOException {
    InputStream archive = PostgresExecutable.class.getResourceAsStream("/" + resource);
    if (archive == null) {
      throw new IOException(
          "There is no PostgreSQL for this system ("
              + resource
              + "); Linux and macOS have one, on x86-64 and ARM.");
    }
    return archive;
  }

  private static String fingerprint(String resource) throws IOException {
    try (InputStream archive = open(resource)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(archive, digest).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static void unpack(InputStream archive, Path directory) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = directory.resolve(entry.getName()).normalize();
        if (!path.startsWith(directory)) {
          throw new IOException(entry.getName() + " in the archive lies outside of it");
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
          continue;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
          Files.copy(tar, path);
          if ((entry.getMode() & ANYBODY_EXECUTES) != 0
              && !path.toFile().setExecutable(true, false)) {
            throw new IOException(path + " cannot be made executable");
          }
        }
      }
    }
  }

  private static void removeEarlier(Path directory) throws IOException {
    List<Path> earlier;
    try (Stream<Path> files = Files.list(directory)) {
      earlier = files.filter(path -> path.getFileName().toString().startsWith(PREFIX)).toList();
    }
    for (Path path : earlier) {
      remove(path);
    }
  }

  /** Removes a directory with all that is in it. */
  static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
