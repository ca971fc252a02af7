package io.bidlock.launcher.generate;

import io.bidlock.launcher.sending.FileSender;
import io.bidlock.launcher.sending.KafkaSender;
import io.bidlock.launcher.sending.Pacer;
import io.bidlock.launcher.sending.Reply;
import io.bidlock.launcher.sending.RestSender;
import io.bidlock.launcher.sending.Sender;
import io.bidlock.launcher.terminal.CommandFailure;
import io.bidlock.launcher.terminal.Progress;
import io.bidlock.launcher.terminal.Terminal;
import io.bidlock.launcher.terminal.UsageFailure;
import io.bidlock.launcher.traffic.Scenario;
import io.bidlock.launcher.traffic.Traffic;
import io.bidlock.launcher.traffic.TrafficEvent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
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
      description = "Which auctions (default: ${DEFAULT-VALUE}).")
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

  private final LongAdder answered = new LongAdder();
  private final LongAdder unanswered = new LongAdder();

  @Override
  public Integer call() {
    boolean toFiles = !to.equals(REST) && !to.equals(KAFKA);
    Instant first =
        start.orElseGet(
            () -> toFiles ? FILES_START : Instant.now().truncatedTo(ChronoUnit.SECONDS));
    Scenario scenario = scenario(first, !toFiles);
    Progress progress = new Progress(Terminal.standard(), "Generating", events);
    try (Sender sender = sender(first)) {
      Traffic traffic = new Traffic(scenario);
      if (toFiles) {
        while (traffic.hasNext()) {
          TrafficEvent event = traffic.next();
          sender.send(event);
          progress.at(event.number() + 1);
        }
      } else {
        Pacer.run(traffic, first, sender, progress::at);
      }
    }
    progress.done(result(scenario));
    if (unanswered.sum() > 0 && answered.sum() == 0) {
      throw new CommandFailure("Nobody answered at " + url + "; is BidLock up there?");
    }
    return 0;
  }

  private Scenario scenario(Instant first, boolean incidents) {
    try {
      return new Scenario(
          seed, first, events, rate, items.orElseGet(() -> Scenario.itemsFor(events)), incidents);
    } catch (IllegalArgumentException e) {
      throw new UsageFailure(e.getMessage());
    }
  }

  private Sender sender(Instant first) {
    return switch (to) {
      case REST -> new RestSender(url, new Answers());
      case KAFKA ->
          new KafkaSender(
              bootstrapServers.orElseThrow(
                  () -> new UsageFailure("--to kafka needs --bootstrap-servers")));
      default -> new FileSender(Path.of(to), first);
    };
  }

  private String result(Scenario scenario) {
    String what =
        "%,d events on %,d items (seed %d)".formatted(events, scenario.items(), scenario.seed());
    return switch (to) {
      case REST ->
          "Sent %s to %s: %,d answered, %,d not."
              .formatted(what, url, answered.sum(), unanswered.sum());
      case KAFKA -> "Wrote " + what + " to " + bootstrapServers.orElse("") + ".";
      default ->
          "Wrote %s to %s and %s."
              .formatted(
                  what,
                  Path.of(to).resolve(FileSender.ITEMS),
                  Path.of(to).resolve(FileSender.BIDS));
    };
  }

  private final class Answers implements RestSender.Listener {
    @Override
    public void answered(TrafficEvent event, Reply reply, long nanos) {
      answered.increment();
    }

    @Override
    public void unanswered(TrafficEvent event, String why) {
      unanswered.increment();
    }
  }
}
