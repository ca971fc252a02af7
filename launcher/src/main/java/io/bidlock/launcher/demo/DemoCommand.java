package io.bidlock.launcher.demo;

import io.bidlock.launcher.house.DataDirectory;
import io.bidlock.launcher.house.House;
import io.bidlock.launcher.house.OrderlyEnd;
import io.bidlock.launcher.house.ServerPorts;
import io.bidlock.launcher.sending.EnterPeople;
import io.bidlock.launcher.terminal.CommandFailure;
import io.bidlock.launcher.terminal.Terminal;
import io.bidlock.launcher.traffic.People;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bidlock demo}. */
@Command(
    name = "demo",
    description = {
      "Runs an auction house with traffic for a while and proves afterwards that it was right.",
      "Ends with 1 if a bid was lost, or decided twice, or decided otherwise than by its log."
    })
public final class DemoCommand implements Callable<Integer> {
  /** Nobody wants to wait for the last file. */
  private static final Duration BRONZE_FILE = Duration.ofSeconds(15);

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      defaultValue = "60s",
      description = "How long traffic is measured (default: ${DEFAULT-VALUE}).")
  private Duration measured;

  @Option(
      names = "--warm-up",
      paramLabel = "DURATION",
      defaultValue = "30s",
      description =
          "Traffic before that, whose latencies are not counted (default: ${DEFAULT-VALUE}).")
  private Duration warmUp;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "200",
      description = "Events a second, nearly all of them bids (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--items",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many items are auctioned (default: ${DEFAULT-VALUE}).")
  private int items;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Which auctions (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Where it takes bids over HTTP (default: a free port).")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Keeps everything there, bronze in DIR/bronze (default: a temporary directory that is"
              + " removed).")
  private Optional<Path> data;

  @Mixin private ServerPorts serverPorts;

  @Option(
      names = "--kill-pipeline-after",
      hidden = true,
      paramLabel = "DURATION",
      description = "Kills the arbitration pipeline (kill -9) so long after the first event.")
  private Optional<Duration> killPipelineAfter;

  @Option(
      names = "--take-over-after",
      hidden = true,
      paramLabel = "DURATION",
      description =
          "Starts a new generation of the arbitration pipeline so long after the first event, which"
              + " takes over from the old one.")
  private Optional<Duration> takeOverAfter;

  @Override
  public Integer call() {
    Terminal terminal = Terminal.standard();
    plan(Instant.EPOCH);
    ServerPorts.check(port, "--port");
    serverPorts.check();
    DataDirectory directory = data.map(DataDirectory::openNew).orElseGet(DataDirectory::temporary);
    House.Options options =
        House.Options.in(directory)
            .withHttpPort(port)
            .withMedallion(new House.Medallion(ZoneOffset.UTC, BRONZE_FILE));
    try (directory;
        House house = House.start(serverPorts.applyTo(options).withNews(terminal::say))) {
      return run(house, directory, terminal);
    }
  }

  private int run(House house, DataDirectory directory, Terminal terminal) {
    EnterPeople.into(house.url(), People.of(plan(Instant.EPOCH).scenario()));
    DemoPlan plan = plan(Instant.now().plusSeconds(1).truncatedTo(ChronoUnit.SECONDS));
    Demo demo = new Demo(house, plan, terminal);
    AtomicBoolean over = new AtomicBoolean();
    OrderlyEnd.atExit(
        demo::stopShowing,
        house::close,
        directory::close,
        () -> {
          if (!over.get()) {
            terminal.say("Stopped before its end: nothing was audited.");
          }
        });
    terminal.say(
        "BidLock is ready: %s. Traffic: %d s of warm-up, then %d s that are measured."
            .formatted(house.url(), plan.warmUp().toSeconds(), plan.measured().toSeconds()));
    try {
      return run(demo, directory);
    } finally {
      over.set(true);
    }
  }

  private static int run(Demo demo, DataDirectory directory) {
    boolean kept = demo.run();
    demo.nonsenseTaken()
        .ifPresent(
            what -> {
              throw new CommandFailure(what);
            });
    if (kept) {
      return 0;
    }
    directory.keep();
    throw new CommandFailure(
        "BidLock did not keep its promises; its data and logs stay in " + directory.path());
  }

  private DemoPlan plan(Instant start) {
    return DemoPlan.of(
        start, warmUp, measured, rate, items, seed, killPipelineAfter, takeOverAfter);
  }
}
