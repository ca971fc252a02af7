package io.bidlock.launcher.demo;

import io.bidlock.auction.log.Topics;
import io.bidlock.launcher.audit.Audit;
import io.bidlock.launcher.audit.AuditReport;
import io.bidlock.launcher.audit.BronzeAudit;
import io.bidlock.launcher.audit.KafkaTopicReader;
import io.bidlock.launcher.audit.TablesAudit;
import io.bidlock.launcher.audit.TablesReport;
import io.bidlock.launcher.house.House;
import io.bidlock.launcher.sending.Pacer;
import io.bidlock.launcher.sending.Reply;
import io.bidlock.launcher.sending.RestReader;
import io.bidlock.launcher.sending.RestSender;
import io.bidlock.launcher.terminal.CommandFailure;
import io.bidlock.launcher.terminal.Terminal;
import io.bidlock.launcher.traffic.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Lets traffic loose on a house, waits until everything is decided, and audits it. */
final class Demo {
  private static final int ERA = 0;
  private static final Duration CLOSES_WITHIN = Duration.ofSeconds(90);
  private static final Duration REST_WITHIN = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final House house;
  private final DemoPlan plan;
  private final Terminal terminal;
  private final Ledger ledger;
  private final List<String> itemIds;
  private final Optional<Freshness> freshness;
  private final Scoreboard board;

  Demo(House house, DemoPlan plan, Terminal terminal) {
    this.house = house;
    this.plan = plan;
    this.terminal = terminal;
    this.ledger = new Ledger(plan.warmUp().toMillis());
    this.itemIds = Traffic.itemIds(plan.scenario());
    this.freshness = house.jdbcUrl().map(url -> new Freshness(url, ledger::lastDecided));
    this.board =
        new Scoreboard(
            terminal,
            ledger,
            freshness,
            house.url(),
            itemIds,
            plan.scenario().start(),
            plan.warmUp(),
            plan.whole());
  }

  /**
   * Runs it to its end and says how it went.
   *
   * @return whether the house kept its promises
   */
  boolean run() {
    try (board) {
      board.begin();
      freshness.ifPresent(Freshness::begin);
      List<CompletableFuture<Void>> incidents = new ArrayList<>();
      inTime(plan.killPipelineAfter(), this::killPipeline).ifPresent(incidents::add);
      inTime(plan.takeOverAfter(), this::takeOver).ifPresent(incidents::add);
      try (RestSender sender = new RestSender(house.url(), ledger)) {
        Pacer.run(new Traffic(plan.scenario()), plan.scenario().start(), sender, number -> {});
      }
      if (house.givenUp().isDone()) {
        throw new CommandFailure(house.givenUp().join());
      }
      incidents.forEach(Demo::awaitEnd);
      awaitCloses();
    }
    freshness.ifPresent(Freshness::close);
    AuditReport report = auditAtRest();
    Optional<TablesReport> tables = house.jdbcUrl().map(url -> tablesAtRest(url, report));
    ClosingSummary.lines(plan, ledger, report).forEach(terminal::say);
    tables.ifPresent(
        found -> ClosingSummary.tables(freshness.orElseThrow(), found).forEach(terminal::say));
    awaitBronze();
    return report.clean()
        && report.itemsOpen() == 0
        && tables.map(TablesReport::clean).orElse(true);
  }

  /** Files of bronze are written some seconds after their records have come. */
  private void awaitBronze() {
    if (house.jdbcUrl().isEmpty()) {
      return;
    }
    KafkaTopicReader topics = new KafkaTopicReader(house.bootstrapServers());
    for (String topic : List.of(Topics.BIDS, Topics.DECISIONS)) {
      long wanted = topics.records(topic);
      long records =
          atRest(() -> BronzeAudit.records(house.bronze(), topic), found -> found >= wanted);
      terminal.say("bronze has %,d of %,d records of %s".formatted(records, wanted, topic));
      if (records < wanted) {
        throw new CommandFailure("Bronze is not complete.");
      }
    }
  }

  /** Silver and gold come after the decisions: they are waited for. */
  private TablesReport tablesAtRest(String jdbcUrl, AuditReport report) {
    return atRest(() -> TablesAudit.of(jdbcUrl, report.bidsInLog()), TablesReport::clean);
  }

  /** Shows nothing any more, for what comes is the end. */
  void stopShowing() {
    board.close();
  }

  private static Optional<CompletableFuture<Void>> inTime(
      Optional<Duration> after, Runnable action) {
    return after
        .map(wait -> CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS))
        .map(executor -> CompletableFuture.runAsync(action, executor));
  }

  /** Waits for the end of what was done to the house, which may have failed. */
  private static void awaitEnd(CompletableFuture<Void> incident) {
    try {
      incident.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof CommandFailure failure
          ? failure
          : new CommandFailure("What was done to the house failed: " + e.getCause(), e);
    }
  }

  private void killPipeline() {
    terminal.say("Killing the pipeline (kill -9) …");
    house.killPipeline();
  }

  private void takeOver() {
    terminal.say("Starting a new generation of the pipeline beside the old …");
    house.takeOver();
    terminal.say("The new generation has taken over.");
  }

  /** Everything closes within the scenario, but for what was decided late; that is waited for. */
  private void awaitCloses() {
    List<String> open = new ArrayList<>(itemIds);
    long deadline = System.nanoTime() + CLOSES_WITHIN.toNanos();
    try (RestReader reader = new RestReader(house.url())) {
      while (!open.isEmpty() && System.nanoTime() < deadline) {
        open.removeIf(item -> reader.item(item).filter(Demo::hasEnded).isPresent());
        pause();
      }
      for (String bidId : ledger.bidsWaiting()) {
        reader.bid(bidId).filter(reply -> reply.status() == 200).ifPresent(ledger::decidedLater);
      }
    }
  }

  private static boolean hasEnded(Reply reply) {
    return reply.status() == 200 && reply.text("outcome").isPresent();
  }

  /**
   * What is still on its way is neither lost nor otherwise than decided, and something may come in
   * between the reading of two topics: the audit is made again until it finds nothing.
   */
  private AuditReport auditAtRest() {
    terminal.say("Auditing: what clients were told, the log and the published decisions …");
    KafkaTopicReader topics = new KafkaTopicReader(house.bootstrapServers());
    return atRest(
        () -> Audit.of(topics, ERA, ledger.told()),
        report -> report.clean() && report.itemsOpen() == 0);
  }

  /** Looks again until it is as it should be, or time is over. */
  private static <T> T atRest(Supplier<T> look, Predicate<T> asItShouldBe) {
    long deadline = System.nanoTime() + REST_WITHIN.toNanos();
    T found = look.get();
    while (!asItShouldBe.test(found) && System.nanoTime() < deadline) {
      pause();
      found = look.get();
    }
    return found;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("The demo was interrupted.", e);
    }
  }

  /** Bids that made no sense and were taken all the same. */
  Optional<String> nonsenseTaken() {
    return ledger.nonsenseTaken() == 0
        ? Optional.empty()
        : Optional.of(ledger.nonsenseTaken() + " bids that make no sense were accepted");
  }
}
