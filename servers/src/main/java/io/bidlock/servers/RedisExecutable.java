package io.bidlock.servers;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import redis.embedded.RedisExecProvider;

/** The Redis program for this machine, out of the library that carries it. */
final class RedisExecutable {

  private RedisExecutable() {}

  /**
   * Puts the program into {@code directory}, in place of any that is there. It is not left to the
   * library, which unpacks into a temporary directory at each start and leaves it behind when the
   * JVM is killed.
   *
   * @throws IOException when there is none for this system, or it cannot be written
   */
  static Path unpack(Path directory) throws IOException {
    String resource =
        resourceName(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    try (InputStream program = RedisExecProvider.class.getResourceAsStream("/" + resource)) {
      if (program == null) {
        throw new IOException(
            "There is no Redis for this system (" + resource + "); Linux and macOS have one.");
      }
      Files.createDirectories(directory);
      Path target = directory.resolve("redis-server");
      Path partial = Files.createTempFile(directory, "redis-server", ".partial");
      try {
        Files.copy(program, partial, REPLACE_EXISTING);
        if (!partial.toFile().setExecutable(true)) {
          throw new IOException(partial + " cannot be made executable");
        }
        return Files.move(partial, target, ATOMIC_MOVE, REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(partial);
      }
    }
  }

  static String resourceName(String system, String architecture) {
    String name = system.toLowerCase(Locale.ROOT);
    String family = name.startsWith("mac") ? "darwin" : name.replace(' ', '-');
    String processor =
        switch (architecture) {
          case "amd64", "x86_64" -> "amd64";
          case "aarch64", "arm64" -> "arm64";
          case "x86", "i386", "i686" -> "386";
          default -> architecture;
        };
    return "redis-server-" + RedisExecProvider.redisVersion + "-" + family + "-" + processor;
  }
}
