package io.bidlock.launcher.generate;

import io.bidlock.launcher.sending.EnterPeople;
import io.bidlock.launcher.sending.FileSender;
import io.bidlock.launcher.sending.KafkaSender;
import io.bidlock.launcher.sending.Pacer;
import io.bidlock.launcher.sending.RestReader;
import io.bidlock.launcher.sending.RestSender;
import io.bidlock.launcher.terminal.CommandFailure;
import io.bidlock.launcher.terminal.Progress;
import io.bidlock.launcher.terminal.Terminal;
import io.bidlock.launcher.terminal.UsageFailure;
import io.bidlock.launcher.traffic.Action;
import io.bidlock.launcher.traffic.People;
import io.bidlock.launcher.traffic.Scenario;
import io.bidlock.launcher.traffic.Traffic;
import io.bidlock.launcher.traffic.TrafficEvent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bidlock generate}. */
@Command(
    name = "generate",
    description = {
      "Makes auctions and bids: for a running house, for its log, or into files.",
      "The same seed and options give the same auctions every time."
    })
public final class GenerateCommand implements Callable<Integer> {
  private static final Instant FILES_START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String REST = "rest";
  private static final String KAFKA = "kafka";

  /** So many clients in a row that gave up, each after several tries, and there is no hope. */
  private static final int MOST_UNANSWERED = 20;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "rest|kafka|DIR",
      description =
          "rest: a running house (--url); kafka: its log (--bootstrap-servers); else a directory"
              + " for items.csv and bids.csv.")
  private String to;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "10000",
      description = "How many things happen (default: ${DEFAULT-VALUE}).")
  private long events;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "200",
      description = "How many a second (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--items",
      paramLabel = "N",
      description = "How many items are listed (default: one for each 240 events).")
  private Optional<Integer> items;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description =
          "Which auctions; items are called lot-S-00001 and on (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--start",
      paramLabel = "TIME",
      description = "When it starts, as 2026-01-01T00:00:00Z (default: that for files, else now).")
  private Optional<Instant> start;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "The house for --to rest (default: ${DEFAULT-VALUE}).")
  private URI url;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "The Kafka for --to kafka.")
  private Optional<String> bootstrapServers;

  @Override
  public Integer call() {
    Terminal terminal = Terminal.standard();
    switch (to) {
      case REST -> {
        requireHouse();
        EnterPeople.into(url, People.of(scenario(now(), true)));
        toHouse(scenario(now(), true), terminal);
      }
      case KAFKA -> toLog(scenario(now(), true), terminal);
      default -> toFiles(scenario(FILES_START, false), terminal);
    }
    return 0;
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  private Scenario scenario(Instant usualStart, boolean live) {
    try {
      return new Scenario(
          seed,
          start.orElse(usualStart),
          events,
          rate,
          items.orElseGet(() -> Scenario.itemsFor(events)),
          live);
    } catch (IllegalArgumentException e) {
      throw new UsageFailure(e.getMessage());
    }
  }

  private void toHouse(Scenario scenario, Terminal terminal) {
    Progress progress = new Progress(terminal, "Generating", events);
    AnswersByKind answers = new AnswersByKind();
    try (RestSender sender = new RestSender(url, answers)) {
      Pacer.run(
          new Traffic(scenario),
          scenario.start(),
          sender,
          sent -> {
            progress.at(sent);
            if (answers.unansweredInARow() >= MOST_UNANSWERED) {
              throw new CommandFailure(
                  "Nobody answers any more at %s, after %,d events.".formatted(url, sent));
            }
          });
    }
    progress.done("Sent %s to %s:".formatted(what(scenario), url));
    answers.lines().forEach(terminal::say);
    answers
        .nothingListed()
        .ifPresent(
            why -> {
              throw new CommandFailure(
                  "Not one item was listed; another --seed makes other items. The first answer: "
                      + why);
            });
  }

  /** Thousands of clients that ask again and again would tell as much, but only after minutes. */
  private void requireHouse() {
    try (RestReader reader = new RestReader(url)) {
      if (reader.health().isEmpty()) {
        throw new CommandFailure("Nobody answers at " + url + "; is BidLock up there?");
      }
    }
  }

  private void toLog(Scenario scenario, Terminal terminal) {
    String kafka =
        bootstrapServers.orElseThrow(
            () -> new UsageFailure("--to kafka needs --bootstrap-servers"));
    KafkaSender.requireLog(kafka);
    Progress progress = new Progress(terminal, "Generating", events);
    try (KafkaSender sender = new KafkaSender(kafka)) {
      Pacer.run(new Traffic(scenario), scenario.start(), sender, progress::at);
    }
    progress.done("Wrote " + what(scenario) + " to " + kafka + ".");
  }

  private void toFiles(Scenario scenario, Terminal terminal) {
    Progress progress = new Progress(terminal, "Generating", events);
    long nonsense = 0;
    try (FileSender files = new FileSender(Path.of(to), scenario.start())) {
      for (Traffic traffic = new Traffic(scenario); traffic.hasNext(); ) {
        TrafficEvent event = traffic.next();
        files.send(event);
        nonsense += event.action() instanceof Action.SendNonsense ? 1 : 0;
        progress.at(event.number() + 1);
      }
      files.finish();
    }
    progress.done(
        "Wrote %s to %s and %s."
            .formatted(
                what(scenario),
                Path.of(to).resolve(FileSender.ITEMS),
                Path.of(to).resolve(FileSender.BIDS)));
    terminal.say(
        "Of the bids, %,d are nonsense on purpose, which batch will put into rejects.csv."
            .formatted(nonsense));
  }

  private String what(Scenario scenario) {
    return "%,d events on %,d items (seed %d)".formatted(events, scenario.items(), scenario.seed());
  }
}
