package io.bidlock.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The child JVM of {@link PostgresServer}: makes the data directory where there is none, starts
 * PostgreSQL and watches over it, because PostgreSQL itself does not notice when the process that
 * wanted it is gone.
 *
 * <p>Arguments: port and directory. Prints {@code READY postgres 127.0.0.1:<port> pid=<pid>} when
 * PostgreSQL answers; ends with PostgreSQL, on SIGTERM, or when standard input ends.
 */
public final class PostgresMain {

  // A session of its own keeps the terminal's Ctrl-C from PostgreSQL, where the system can do that.
  private static final Path SETSID = Path.of("/usr/bin/setsid");
  private static final Duration EARLIER_GRACE = Duration.ofSeconds(30);
  private static final int ORDERLY_SECONDS = 60;
  private static final int HASTY_SECONDS = 10;
  // The order of the lines is PostgreSQL's own (miscadmin.h), its pg_ctl reads the same.
  private static final int PID_LINE = 0;
  private static final int STATUS_LINE = 7;

  private final int port;
  private final Path directory;
  private final Path data;
  // What is to be ended when this JVM ends.
  private final AtomicReference<Process> running = new AtomicReference<>();

  private PostgresMain(int port, Path directory) {
    this.port = port;
    this.directory = directory;
    this.data = PostgresServer.data(directory);
  }

  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length != 2) {
      System.err.println("Usage: PostgresMain PORT DIRECTORY");
      System.exit(2);
    }
    PostgresMain main = new PostgresMain(Integer.parseInt(arguments[0]), Path.of(arguments[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(main::stop, "postgres-shutdown"));
    ParentWatch.exitWithParent(main::stopInHaste);
    try {
      System.exit(main.run());
    } catch (IOException e) {
      System.err.println(e.getMessage() == null ? e.toString() : e.getMessage());
      System.exit(1);
    }
  }

  private int run() throws IOException, InterruptedException {
    awaitEndOfEarlier();
    Path programs = PostgresExecutable.unpack(directory);
    Path postgres = programs.resolve("bin").resolve("postgres");
    PostgresUser user = PostgresUser.find(postgres);
    if (!Files.exists(data)) {
      makeData(programs, user);
    }
    user.own(data);
    // Nobody runs here, so it is of a PostgreSQL that was killed. Its number may by now be that of
    // any other process, which PostgreSQL would take for itself and not start.
    Files.deleteIfExists(pidFile());
    Process started = start(user, settings(postgres), ProcessBuilder.Redirect.INHERIT);
    started.getOutputStream().close();
    while (!isReady(started.pid())) {
      if (started.waitFor(20, TimeUnit.MILLISECONDS)) {
        return Math.max(1, started.exitValue());
      }
    }
    System.out.println(
        ChildProcess.READY + " postgres 127.0.0.1:" + port + " pid=" + started.pid());
    return started.waitFor();
  }

  /** One that was killed with its watcher may still be on its way out. */
  private void awaitEndOfEarlier() throws IOException, InterruptedException {
    long deadlineNanos = System.nanoTime() + EARLIER_GRACE.toNanos();
    Path home = directory.toRealPath();
    for (Optional<ProcessHandle> earlier = runningIn(home);
        earlier.isPresent();
        earlier = runningIn(home)) {
      if (System.nanoTime() > deadlineNanos) {
        throw new IOException(
            "Another PostgreSQL (process "
                + earlier.get().pid()
                + ") runs in "
                + directory
                + "; end it, or choose another directory.");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** Each directory has programs of its own, so that a process tells where it belongs. */
  private static Optional<ProcessHandle> runningIn(Path home) {
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                process
                    .info()
                    .command()
                    .filter(command -> Path.of(command).startsWith(home))
                    .isPresent())
        .findFirst();
  }

  private void makeData(Path programs, PostgresUser user) throws IOException, InterruptedException {
    // Under its name only when it is whole.
    Path partial = directory.resolve("data.partial");
    if (Files.exists(partial)) {
      PostgresExecutable.remove(partial);
    }
    Files.createDirectory(partial);
    user.own(partial);
    Path bin = programs.resolve("bin");
    Process initdb =
        start(
            user,
            List.of(
                bin.resolve("initdb").toString(),
                "--pgdata=" + partial,
                "--username=" + PostgresServer.DATABASE,
                "--auth=trust",
                "--encoding=UTF8",
                // Texts are ordered by code point, as everywhere else in BidLock.
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums",
                "--no-instructions"),
            ProcessBuilder.Redirect.INHERIT);
    requireSuccess("initdb", initdb);
    Process single =
        start(
            user,
            List.of(
                bin.resolve("postgres").toString(),
                "--single",
                "-D",
                partial.toString(),
                "postgres"),
            ProcessBuilder.Redirect.DISCARD);
    try (var statements = single.getOutputStream()) {
      statements.write(
          ("CREATE DATABASE " + PostgresServer.DATABASE + "\n").getBytes(StandardCharsets.UTF_8));
    }
    requireSuccess("CREATE DATABASE", single);
    Files.move(partial, data);
  }

  private static void requireSuccess(String what, Process process)
      throws IOException, InterruptedException {
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException(what + " ended with status " + status + ".");
    }
  }

  private List<String> settings(Path postgres) {
    return List.of(
        postgres.toString(),
        "-D",
        data.toString(),
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        "port=" + port,
        "-c",
        "unix_socket_directories=",
        "-c",
        "fsync=on",
        "-c",
        "full_page_writes=on",
        "-c",
        "synchronous_commit=on",
        "-c",
        "timezone=UTC",
        "-c",
        "log_timezone=UTC");
  }

  private Process start(PostgresUser user, List<String> command, ProcessBuilder.Redirect output)
      throws IOException {
    List<String> line = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      line.add(SETSID.toString());
    }
    line.addAll(user.command(command));
    Process process =
        new ProcessBuilder(line)
            // Whoever PostgreSQL runs as may be kept out of this JVM's own.
            .directory(data.getRoot().toFile())
            .redirectOutput(output)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    running.set(process);
    return process;
  }

  private Path pidFile() {
    return data.resolve("postmaster.pid");
  }

  private boolean isReady(long pid) {
    List<String> lines;
    try {
      lines = Files.readAllLines(pidFile());
    } catch (IOException e) {
      return false;
    }
    return lines.size() > STATUS_LINE
        && lines.get(PID_LINE).strip().equals(Long.toString(pid))
        && lines.get(STATUS_LINE).strip().equals("ready");
  }

  /** Cuts connections and writes everything to disk. */
  private void stop() {
    Process process = running.get();
    if (process != null && !ended(process, "INT", ORDERLY_SECONDS)) {
      stopInHaste();
    }
  }

  /** Ends at once; PostgreSQL puts its data in order at the next start. */
  private void stopInHaste() {
    Process process = running.get();
    if (process != null && !ended(process, "QUIT", HASTY_SECONDS)) {
      process.destroyForcibly();
    }
  }

  private static boolean ended(Process process, String signal, int seconds) {
    if (!process.isAlive()) {
      return true;
    }
    try {
      // The shell's own kill: not every system has a program of that name.
      new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid()).start().waitFor();
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
