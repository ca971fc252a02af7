package io.bidlock.ingest.commands;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.ingest.log.Appended;
import io.bidlock.ingest.log.AuctionLog;
import io.bidlock.ingest.log.LogUnavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Takes commands: writes them to the log, then waits for their decisions. What it answers stands in
 * the log, or it answers with an exception.
 */
public final class CommandDesk {
  private final AuctionLog log;
  private final DecisionWaiters waiters;
  private final Duration patience;

  /**
   * @param patience how long a decision is waited for once the record is acknowledged
   * @param maxWaiting how many may wait at once
   */
  public CommandDesk(AuctionLog log, Duration patience, int maxWaiting) {
    this.log = log;
    this.patience = patience;
    this.waiters = new DecisionWaiters(maxWaiting);
  }

  /**
   * Writes a command and waits for its decision.
   *
   * @throws LogUnavailable when Kafka did not acknowledge it
   * @throws TooManyWaiting when nothing was written because too many wait already
   */
  public Answer ask(LogRecord command, Optional<String> traceparent) {
    return join(submit(command, traceparent));
  }

  /**
   * Writes a command and does not wait for its decision.
   *
   * @throws LogUnavailable when Kafka did not acknowledge it
   */
  public Answer.Waiting leave(LogRecord command, Optional<String> traceparent) {
    return new Answer.Waiting(join(log.append(command, traceparent)).position());
  }

  /** Writes a command that nobody waits for, before whatever this thread writes next. */
  public void note(LogRecord command, Optional<String> traceparent) {
    var unused = log.append(command, traceparent);
  }

  /**
   * Writes a command; done with what {@link #ask} returns or throws. Commands submitted by one
   * thread for one item are written in that order.
   *
   * @throws TooManyWaiting at once
   */
  public CompletableFuture<Answer> submit(LogRecord command, Optional<String> traceparent) {
    DecisionWaiters.Waiter waiter = waiters.enter(command.itemId(), command.commandId());
    return log.append(command, traceparent)
        .thenCompose(appended -> answer(waiter, appended))
        .whenComplete((answer, failure) -> waiter.close());
  }

  /** Every decision that is read from the log of decisions comes by here. */
  public void decided(Decision decision) {
    waiters.decided(decision);
  }

  /** How many wait. */
  public int waiting() {
    return waiters.size();
  }

  private CompletableFuture<Answer> answer(DecisionWaiters.Waiter waiter, Appended appended) {
    waiter.standsAt(appended.position());
    Answer.Waiting stillWaiting = new Answer.Waiting(appended.position());
    return waiter
        .decision()
        .<Answer>thenApply(decision -> new Answer.Decided(decision.answer()))
        .completeOnTimeout(stillWaiting, patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof LogUnavailable unavailable) {
        throw unavailable;
      }
      throw e;
    }
  }
}
