package io.bidlock.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * A child JVM with its own class path, on the same Java as its parent.
 *
 * <p>What it prints goes to a log file that cannot grow without end; the last lines are kept for
 * error messages. Its standard input stays open as long as this process lives: a child that calls
 * {@link ParentWatch#exitWithParent()} ends with it. Safe for use by several threads.
 */
public final class ChildProcess implements AutoCloseable {

  /** What a child prints, as the beginning of a line, once it does its work. */
  public static final String READY = "READY";

  private static final long LOG_LIMIT_BYTES = 16L << 20;
  // Ctrl-C reaches every process of a terminal. It is for the parent, which then ends its children
  // in good order; a JVM leaves a signal alone that it was started to ignore.
  private static final List<String> IGNORING_INTERRUPTS =
      List.of("sh", "-c", "trap '' INT; exec \"$@\"", "sh");
  private static final Path NICE = Path.of("/usr/bin/nice");
  private static final Duration STOP_GRACE = Duration.ofSeconds(20);
  private static final Duration UNREADY_GRACE = Duration.ofSeconds(5);
  private static final Duration LAST_OUTPUT = Duration.ofSeconds(2);

  /**
   * What to start.
   *
   * @param name what the child is, as it stands in messages: {@code Kafka broker}
   * @param classpath as the JVM wants it; see {@link Classpaths#of}
   * @param mainClass fully qualified
   * @param jvmArguments as {@code -Xmx512m}
   * @param arguments of the main class
   * @param environment added to this process's own
   * @param logFile where its output goes; appended to, rolled at 16 MiB
   * @param niceness 0, or up to 19 for one that gives way to others when cores are scarce
   * @param ready found in the line by which the child says that it is ready
   */
  public record Command(
      String name,
      String classpath,
      String mainClass,
      List<String> jvmArguments,
      List<String> arguments,
      Map<String, String> environment,
      Path logFile,
      int niceness,
      Pattern ready) {

    public Command {
      jvmArguments = List.copyOf(jvmArguments);
      arguments = List.copyOf(arguments);
      environment = Map.copyOf(environment);
    }

    /** A command without arguments, ready when it prints a line that begins with READY. */
    public static Command of(String name, String classpath, String mainClass, Path logFile) {
      Pattern ready = Pattern.compile("^" + READY + "\\b");
      return new Command(
          name, classpath, mainClass, List.of(), List.of(), Map.of(), logFile, 0, ready);
    }

    public Command withJvmArguments(List<String> values) {
      return new Command(
          name, classpath, mainClass, values, arguments, environment, logFile, niceness, ready);
    }

    public Command withArguments(List<String> values) {
      return new Command(
          name, classpath, mainClass, jvmArguments, values, environment, logFile, niceness, ready);
    }

    public Command withEnvironment(Map<String, String> values) {
      return new Command(
          name, classpath, mainClass, jvmArguments, arguments, values, logFile, niceness, ready);
    }

    public Command withNiceness(int value) {
      return new Command(
          name, classpath, mainClass, jvmArguments, arguments, environment, logFile, value, ready);
    }

    public Command withReady(Pattern value) {
      return new Command(
          name,
          classpath,
          mainClass,
          jvmArguments,
          arguments,
          environment,
          logFile,
          niceness,
          value);
    }
  }

  private final Command command;
  private final Process process;
  // Held, though never written to: were it collected it would be closed, and the child would end.
  private final OutputStream lifeline;
  private final ChildOutput output;
  private final Thread reader;
  private final CompletableFuture<String> ready;

  private ChildProcess(Command command, Process process, RollingLog log) {
    this.command = command;
    this.process = process;
    this.lifeline = process.getOutputStream();
    this.output = new ChildOutput(process.getInputStream(), log, command.ready());
    this.ready = output.ready();
    this.reader = new Thread(this::readOutput, "output-of-" + command.name().replace(' ', '-'));
    reader.setDaemon(true);
    reader.start();
    var unused = process.onExit().thenAccept(this::ended);
  }

  /**
   * Starts the child and returns at once; {@link #awaitReady} waits until it does its work.
   *
   * @throws ChildProcessException when the JVM or the log file cannot be opened
   */
  public static ChildProcess start(Command command) {
    List<String> line = new ArrayList<>(IGNORING_INTERRUPTS);
    if (command.niceness() > 0 && Files.isExecutable(NICE)) {
      line.addAll(List.of(NICE.toString(), "-n", Integer.toString(command.niceness())));
    }
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(command.jvmArguments());
    line.add("-cp");
    line.add(command.classpath());
    line.add(command.mainClass());
    line.addAll(command.arguments());
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().putAll(new HashMap<>(command.environment()));
    try {
      RollingLog log = new RollingLog(command.logFile(), LOG_LIMIT_BYTES);
      try {
        return new ChildProcess(command, builder.start(), log);
      } catch (IOException e) {
        log.close();
        throw e;
      }
    } catch (IOException e) {
      throw new ChildProcessException(
          "The " + command.name() + " could not be started: " + e.getMessage(), e);
    }
  }

  /**
   * Waits until the child has printed that it is ready. When it ends before, or does not get ready
   * in time (it is stopped then), the last lines it printed are in the message.
   *
   * @return the line by which it said so
   * @throws ChildProcessException when it is not ready
   */
  public String awaitReady(Duration timeout) {
    try {
      return ready.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      stop(UNREADY_GRACE);
      throw new ChildProcessException(
          describe("was not ready within " + timeout.toMillis() + " ms and was stopped"), e);
    } catch (ExecutionException e) {
      throw new ChildProcessException(e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      stop(UNREADY_GRACE);
      Thread.currentThread().interrupt();
      throw new ChildProcessException(
          "The " + command.name() + " was stopped: the wait for it was interrupted.", e);
    }
  }

  public String name() {
    return command.name();
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public Path logFile() {
    return command.logFile();
  }

  /** The last lines it printed (60 at most), oldest first. */
  public List<String> lastLines() {
    return output.tail();
  }

  /** Done when the child has ended, with its exit status (128 + n after signal n). */
  public CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /**
   * Waits for the child to end by itself, and for its last output to be on file.
   *
   * @return its exit status, or nothing when it still runs after {@code timeout}
   */
  public OptionalInt awaitExit(Duration timeout) {
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return OptionalInt.empty();
      }
      reader.join(LAST_OUTPUT.toMillis());
      return OptionalInt.of(process.exitValue());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
  }

  /** Asks the child to end (SIGTERM), and kills it when it has not done so after 20 s. */
  public void stop() {
    stop(STOP_GRACE);
  }

  /** Asks the child to end (SIGTERM), and kills it when it has not done so after {@code grace}. */
  public void stop(Duration grace) {
    // Process.destroy() would close the lifeline as well, and the child would end in disorder.
    process.toHandle().destroy();
    if (awaitExit(grace).isEmpty()) {
      kill();
    }
  }

  /**
   * Kills the child (SIGKILL) and waits until it is gone: it gets no chance to flush or to say
   * goodbye. What it has started itself ends if it watches its own parent.
   */
  public void kill() {
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }

  /** Same as {@link #stop()}. */
  @Override
  public void close() {
    stop();
  }

  /** A sentence on the child with the last lines it printed and where the others are. */
  public String describe(String whatHappened) {
    StringBuilder text = new StringBuilder();
    text.append("The ").append(command.name()).append(' ').append(whatHappened).append('.');
    List<String> lines = output.tail();
    if (lines.isEmpty()) {
      return text.append(" It printed nothing.").toString();
    }
    text.append(" Its last lines (log: ").append(command.logFile()).append("):");
    lines.forEach(line -> text.append("\n  | ").append(line));
    return text.toString();
  }

  private void readOutput() {
    output.run();
    // The reader keeps this object, and so the lifeline, alive until the child has closed its side.
    try {
      lifeline.close();
    } catch (IOException e) {
      // The child is gone; there is nobody to tell.
    }
  }

  private void ended(Process gone) {
    try {
      reader.join(LAST_OUTPUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ready.completeExceptionally(
        new ChildProcessException(
            describe("ended with status " + gone.exitValue() + " before it was ready")));
  }
}
