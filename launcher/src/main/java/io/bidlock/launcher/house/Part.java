package io.bidlock.launcher.house;

import io.bidlock.servers.ChildProcess;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/** A part of the house: something that runs in a process of its own and can be started again. */
final class Part {
  private final String name;
  private final Supplier<ChildProcess> starter;
  private final IntPredicate givenWay;
  private final boolean dispensable;
  private ChildProcess process;
  private boolean wanted;
  private boolean closed;

  /**
   * @param name as it stands in a sentence after "the"
   * @param starter starts it, be it for the first time or again, and waits until it works
   * @param givenWay tells by the exit status whether it has ended in favour of another
   */
  Part(String name, Supplier<ChildProcess> starter, IntPredicate givenWay) {
    this(name, starter, givenWay, false);
  }

  private Part(
      String name, Supplier<ChildProcess> starter, IntPredicate givenWay, boolean dispensable) {
    this.name = name;
    this.starter = starter;
    this.givenWay = givenWay;
    this.dispensable = dispensable;
  }

  /** A part that never ends in favour of another. */
  Part(String name, Supplier<ChildProcess> starter) {
    this(name, starter, status -> false);
  }

  /** The same, in a house that goes on without it until it can be started again. */
  Part dispensable() {
    return new Part(name, starter, givenWay, true);
  }

  boolean isDispensable() {
    return dispensable;
  }

  boolean hasGivenWay(int status) {
    return givenWay.test(status);
  }

  String name() {
    return name;
  }

  /**
   * Starts it, for the first time or again. Not under the lock: it may take a minute, and who wants
   * to stop the house will not wait for it.
   *
   * @return the process; empty when the house is being closed
   */
  Optional<ChildProcess> start() {
    synchronized (this) {
      if (closed) {
        return Optional.empty();
      }
    }
    ChildProcess started = starter.get();
    synchronized (this) {
      process = started;
      wanted = true;
      if (!closed) {
        return Optional.of(started);
      }
    }
    started.stop();
    return Optional.empty();
  }

  /** Whether that process is the present one and was not asked to end. */
  synchronized boolean isMeantToRun(ChildProcess candidate) {
    return wanted && !closed && candidate.equals(process);
  }

  synchronized boolean wasStarted() {
    return process != null;
  }

  /** Its present process. */
  synchronized ChildProcess process() {
    if (process == null) {
      throw new IllegalStateException("The " + name + " was never started.");
    }
    return process;
  }

  /** Ends it in good order; it may be started again. */
  void stop() {
    ChildProcess running;
    synchronized (this) {
      wanted = false;
      running = process;
    }
    if (running != null) {
      running.stop();
    }
  }

  /** Ends it for good. */
  void close() {
    synchronized (this) {
      closed = true;
    }
    stop();
  }
}
