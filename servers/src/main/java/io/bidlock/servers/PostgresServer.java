package io.bidlock.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A real PostgreSQL 17 in a child process, on 127.0.0.1 only, with one database, {@code bidlock}.
 * What it said is committed is on disk. It ends with the process that started it: a small JVM
 * beside it watches over that.
 *
 * <p>Whoever runs on this machine may log in as {@code bidlock}, without a password. A directory
 * that was used before keeps its data. It runs as root too, which PostgreSQL itself refuses.
 */
public final class PostgresServer implements AutoCloseable {

  /** The database, and the user it belongs to. */
  public static final String DATABASE = "bidlock";

  private static final String MAIN_CLASS = "io.bidlock.servers.PostgresMain";
  private static final String MAJOR_VERSION = "17";
  private static final Duration STOP_GRACE = Duration.ofSeconds(90);
  private static final Duration KILL_GRACE = Duration.ofSeconds(10);
  private static final long CHECK_EVERY_NANOS = 5_000_000;
  private static final Pattern READY_LINE =
      Pattern.compile("^" + ChildProcess.READY + " postgres .* pid=(\\d+)$");

  /**
   * How to run it.
   *
   * @param directory holds its program, its data and its log file; made when missing
   * @param port 0 for any free one
   * @param startTimeout how long it may take until it answers
   */
  public record Options(Path directory, int port, Duration startTimeout) {

    public Options {
      directory = directory.toAbsolutePath().normalize();
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("port 0 to 65535 wanted, not " + port);
      }
    }

    /** Any free port, two minutes to start. */
    public static Options in(Path directory) {
      return new Options(directory, 0, Duration.ofMinutes(2));
    }

    public Options withPort(int value) {
      return new Options(directory, value, startTimeout);
    }

    public Options withStartTimeout(Duration value) {
      return new Options(directory, port, value);
    }
  }

  private final Options options;
  private final Classpaths classpaths;
  private ChildProcess watcher;
  private long postgresPid;

  private PostgresServer(Options options, Classpaths classpaths) {
    this.options = options;
    this.classpaths = classpaths;
    startPostgres();
  }

  /**
   * Starts PostgreSQL and waits until it answers.
   *
   * @throws IllegalStateException when the port is taken, the directory cannot be used or holds
   *     another version's data, or the project is not built
   * @throws ChildProcessException when it does not start; its last lines are in the message
   */
  public static PostgresServer start(Options options) {
    return start(options, Classpaths.find());
  }

  /** As {@link #start(Options)}, for a project directory that is already known. */
  public static PostgresServer start(Options options, Classpaths classpaths) {
    if (options.port() != 0) {
      Ports.requireFree(options.port(), "--postgres-port");
    }
    requireUsable(options.directory());
    int port = options.port() == 0 ? Ports.free() : options.port();
    return new PostgresServer(options.withPort(port), classpaths);
  }

  /** With the user in it, as {@code jdbc:postgresql://127.0.0.1:5432/bidlock?user=bidlock}. */
  public String jdbcUrl() {
    return "jdbc:postgresql://" + host() + ":" + port() + "/" + DATABASE + "?user=" + DATABASE;
  }

  public String host() {
    return "127.0.0.1";
  }

  public int port() {
    return options.port();
  }

  public Path directory() {
    return options.directory();
  }

  /** The process id of PostgreSQL itself, the one that all others of it come from. */
  public synchronized long pid() {
    return postgresPid;
  }

  /** The child that watches over it; another one after each {@link #restart()}. */
  public synchronized ChildProcess process() {
    return watcher;
  }

  /** Shuts PostgreSQL down in good order: connections are cut, what is committed is on disk. */
  public synchronized void stop() {
    watcher.stop(STOP_GRACE);
  }

  /** Kills PostgreSQL as a power cut would ({@code kill -9}), with all that it has started. */
  public synchronized void kill() {
    ProcessHandle.of(postgresPid).ifPresent(PostgresServer::killFamily);
    // The watcher sees it and ends; killed first, it would leave PostgreSQL to itself.
    if (watcher.awaitExit(KILL_GRACE).isEmpty()) {
      watcher.kill();
    }
  }

  /**
   * Starts PostgreSQL again on the same port and data, after stopping it where it still runs.
   *
   * @throws ChildProcessException when it does not start
   */
  public synchronized void restart() {
    stop();
    startPostgres();
  }

  /** Same as {@link #stop()}. */
  @Override
  public void close() {
    stop();
  }

  private void startPostgres() {
    ChildProcess.Command command =
        ChildProcess.Command.of(
                "PostgreSQL server",
                classpaths.of("servers"),
                MAIN_CLASS,
                options.directory().resolve("postgres.log"))
            .withJvmArguments(
                List.of("-Xmx48m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"))
            .withArguments(
                List.of(Integer.toString(options.port()), options.directory().toString()));
    ChildProcess started = ChildProcess.start(command.withReady(READY_LINE));
    Matcher ready = READY_LINE.matcher(started.awaitReady(options.startTimeout()));
    if (!ready.matches()) {
      throw new IllegalStateException(
          "The ready line of PostgreSQL does not match its own pattern.");
    }
    watcher = started;
    postgresPid = Long.parseLong(ready.group(1));
  }

  /** Where the data of a PostgreSQL lie that runs in {@code directory}. */
  static Path data(Path directory) {
    return directory.resolve("data");
  }

  private static void requireUsable(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new IllegalStateException(
          directory + " cannot be PostgreSQL's directory: it cannot be made (" + e + ").", e);
    }
    if (!Files.isWritable(directory)) {
      throw new IllegalStateException(
          directory + " cannot be PostgreSQL's directory: this user may not write there.");
    }
    requireOwnVersion(data(directory));
  }

  private static void requireOwnVersion(Path data) {
    Path versionFile = data.resolve("PG_VERSION");
    if (!Files.exists(data)) {
      return;
    }
    try {
      String version = Files.readString(versionFile).strip();
      if (!version.equals(MAJOR_VERSION)) {
        throw new IllegalStateException(
            data
                + " holds data of PostgreSQL "
                + version
                + ", which PostgreSQL "
                + MAJOR_VERSION
                + " cannot read. Move it away, or choose another directory.");
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          data
              + " is not the data of a PostgreSQL that this user may use ("
              + e
              + "). Move it away, or choose another directory.",
          e);
    }
  }

  private static void killFamily(ProcessHandle postgres) {
    List<ProcessHandle> family =
        Stream.concat(Stream.of(postgres), postgres.descendants()).toList();
    family.forEach(ProcessHandle::destroyForcibly);
    // The data stay locked until the last one is gone.
    long deadlineNanos = System.nanoTime() + KILL_GRACE.toNanos();
    while (family.stream().anyMatch(PostgresServer::runs)) {
      if (System.nanoTime() > deadlineNanos) {
        throw new ChildProcessException("PostgreSQL does not end though it was killed");
      }
      LockSupport.parkNanos(CHECK_EVERY_NANOS);
    }
  }

  private static boolean runs(ProcessHandle process) {
    // One that has ended, and is not yet collected by its adoptive parent, has no command any more.
    return process.info().command().isPresent();
  }
}
