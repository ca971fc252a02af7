package io.bidlock.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real Redis 7 in a child process, on 127.0.0.1 only, that never evicts a key. It ends with the
 * process that started it: a small JVM beside it watches over that.
 */
public final class RedisServer implements AutoCloseable {

  private static final String MAIN_CLASS = "io.bidlock.servers.RedisMain";
  private static final Duration WATCHER_GRACE = Duration.ofSeconds(5);
  private static final Pattern READY_LINE =
      Pattern.compile("^" + ChildProcess.READY + " redis .* pid=(\\d+)$");

  /**
   * How to run it.
   *
   * @param directory holds its data and its log file; made when missing
   * @param port 0 for any free one
   * @param appendOnly whether what it holds is kept on file and found again at the next start
   * @param memoryMegabytes beyond this, writes are refused
   * @param startTimeout how long it may take until it answers
   */
  public record Options(
      Path directory, int port, boolean appendOnly, int memoryMegabytes, Duration startTimeout) {

    public Options {
      directory = directory.toAbsolutePath().normalize();
      if (port < 0 || port > 65_535 || memoryMegabytes < 1) {
        throw new IllegalArgumentException(
            "port 0 to 65535 and some memory wanted, not " + port + ", " + memoryMegabytes);
      }
    }

    /** Any free port, nothing kept on file, 512 MB, one minute to start. */
    public static Options in(Path directory) {
      return new Options(directory, 0, false, 512, Duration.ofMinutes(1));
    }

    public Options withPort(int value) {
      return new Options(directory, value, appendOnly, memoryMegabytes, startTimeout);
    }

    public Options withAppendOnly(boolean value) {
      return new Options(directory, port, value, memoryMegabytes, startTimeout);
    }
  }

  private final Options options;
  private final Classpaths classpaths;
  private ChildProcess watcher;
  private long redisPid;

  private RedisServer(Options options, Classpaths classpaths) {
    this.options = options;
    this.classpaths = classpaths;
    startRedis();
  }

  /**
   * Starts a Redis and waits until it answers.
   *
   * @throws IllegalStateException when the port is taken, or the project is not built
   * @throws ChildProcessException when it does not start; its last lines are in the message
   */
  public static RedisServer start(Options options) {
    return start(options, Classpaths.find());
  }

  /** As {@link #start(Options)}, for a project directory that is already known. */
  public static RedisServer start(Options options, Classpaths classpaths) {
    if (options.port() != 0) {
      Ports.requireFree(options.port(), "--redis-port");
    }
    int port = options.port() == 0 ? Ports.free() : options.port();
    return new RedisServer(options.withPort(port), classpaths);
  }

  /** As {@code redis://127.0.0.1:6379}. */
  public String uri() {
    return "redis://" + host() + ":" + port();
  }

  public String host() {
    return "127.0.0.1";
  }

  public int port() {
    return options.port();
  }

  /** The process id of Redis itself. */
  public synchronized long pid() {
    return redisPid;
  }

  /** The child that watches over it; another one after each {@link #restart()}. */
  public synchronized ChildProcess process() {
    return watcher;
  }

  /** Shuts Redis down in good order, even a paused one. */
  public synchronized void stop() {
    if (watcher.isAlive()) {
      resume();
    }
    watcher.stop();
  }

  /** Kills Redis as a power cut would ({@code kill -9}). */
  public synchronized void kill() {
    ProcessHandle.of(redisPid).ifPresent(ProcessHandle::destroyForcibly);
    // The watcher sees it and ends; killed first, it would leave Redis to itself for a moment.
    if (watcher.awaitExit(WATCHER_GRACE).isEmpty()) {
      watcher.kill();
    }
  }

  /** Stops Redis in its tracks (SIGSTOP): connections stay open and nothing answers. */
  public synchronized void pause() {
    signal("STOP");
  }

  /** Lets a paused Redis go on (SIGCONT). */
  public synchronized void resume() {
    signal("CONT");
  }

  /**
   * Starts Redis again on the same port and directory, after stopping it where it still runs.
   *
   * @throws ChildProcessException when it does not start
   */
  public synchronized void restart() {
    stop();
    startRedis();
  }

  /** Same as {@link #stop()}. */
  @Override
  public void close() {
    stop();
  }

  private void startRedis() {
    ChildProcess.Command command =
        ChildProcess.Command.of(
                "Redis server",
                classpaths.of("servers"),
                MAIN_CLASS,
                options.directory().resolve("redis.log"))
            .withJvmArguments(
                List.of("-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"))
            .withArguments(
                List.of(
                    Integer.toString(options.port()),
                    options.directory().toString(),
                    options.appendOnly() ? "yes" : "no",
                    Integer.toString(options.memoryMegabytes())));
    ChildProcess started = ChildProcess.start(command.withReady(READY_LINE));
    Matcher ready = READY_LINE.matcher(started.awaitReady(options.startTimeout()));
    if (!ready.matches()) {
      throw new IllegalStateException("The ready line of Redis does not match its own pattern.");
    }
    watcher = started;
    redisPid = Long.parseLong(ready.group(1));
  }

  private void signal(String name) {
    try {
      Process kill =
          // The shell's own kill: not every system has a program of that name.
          new ProcessBuilder("sh", "-c", "kill -" + name + " " + redisPid)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
        throw new ChildProcessException("Redis (process " + redisPid + ") took no SIG" + name);
      }
    } catch (IOException e) {
      throw new ChildProcessException("No signal could be sent to Redis: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChildProcessException("Interrupted while sending Redis SIG" + name, e);
    }
  }
}
