package io.bidlock.servers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The child JVM of {@link RedisServer}: starts the Redis program and watches over it, because Redis
 * itself does not notice when the process that wanted it is gone.
 *
 * <p>Arguments: port, directory, {@code yes} or {@code no} for the append-only file, and the memory
 * limit in megabytes. Prints {@code READY redis 127.0.0.1:<port> pid=<pid>} when Redis answers;
 * ends with Redis, on SIGTERM, or when standard input ends.
 */
public final class RedisMain {

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(50);
  // A session of its own keeps the terminal's Ctrl-C from Redis, where the system can do that: it
  // is
  // for the process that wanted Redis, which may need it to end in good order.
  private static final Path SETSID = Path.of("/usr/bin/setsid");
  private static final int STOP_GRACE_SECONDS = 10;

  private RedisMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length != 4) {
      System.err.println("Usage: RedisMain PORT DIRECTORY APPEND_ONLY MEMORY_MEGABYTES");
      System.exit(2);
    }
    int port = Integer.parseInt(arguments[0]);
    Process redis = start(port, Path.of(arguments[1]), arguments[2], arguments[3]);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(redis), "redis-shutdown"));
    ParentWatch.exitWithParent(redis::destroyForcibly);
    awaitAnswer(redis, port);
    System.out.println(ChildProcess.READY + " redis 127.0.0.1:" + port + " pid=" + redis.pid());
    System.exit(redis.waitFor());
  }

  private static Process start(int port, Path directory, String appendOnly, String megabytes)
      throws IOException {
    Path program = RedisExecutable.unpack(directory);
    List<String> line = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      line.add(SETSID.toString());
    }
    line.addAll(
        List.of(
            program.toString(),
            "--bind",
            "127.0.0.1",
            "--port",
            Integer.toString(port),
            "--dir",
            directory.toString(),
            "--appendonly",
            appendOnly,
            "--save",
            "",
            "--maxmemory",
            megabytes + "mb",
            "--maxmemory-policy",
            "noeviction"));
    Process redis =
        new ProcessBuilder(line)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    redis.getOutputStream().close();
    return redis;
  }

  private static void awaitAnswer(Process redis, int port) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + ANSWER_TIMEOUT.toNanos();
    while (!answers(port)) {
      if (redis.waitFor(20, TimeUnit.MILLISECONDS)) {
        System.exit(Math.max(1, redis.exitValue()));
      }
      if (System.nanoTime() > deadlineNanos) {
        System.err.println("Redis did not answer in " + ANSWER_TIMEOUT.toSeconds() + " s.");
        System.exit(1);
      }
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      socket.setSoTimeout(1000);
      socket.getOutputStream().write("PING\r\n".getBytes(US_ASCII));
      // "-LOADING" while it reads its file, "+PONG" when it is there.
      return socket.getInputStream().read() == '+';
    } catch (IOException e) {
      return false;
    }
  }

  private static void stop(Process redis) {
    redis.destroy();
    try {
      if (!redis.waitFor(STOP_GRACE_SECONDS, TimeUnit.SECONDS)) {
        redis.destroyForcibly();
      }
    } catch (InterruptedException e) {
      redis.destroyForcibly();
    }
  }
}
