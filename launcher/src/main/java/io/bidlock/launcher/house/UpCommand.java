package io.bidlock.launcher.house;

import io.bidlock.launcher.terminal.CommandFailure;
import io.bidlock.launcher.terminal.Terminal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bidlock up}. */
@Command(
    name = "up",
    description = {
      "Runs an auction house on this machine until Ctrl-C.",
      "Its auctions are kept: a second start finds them as they were."
    })
public final class UpCommand implements Callable<Integer> {
  private static final String DEFAULT_PORT = "8080";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = DEFAULT_PORT,
      description = "Where it takes bids over HTTP (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = DataDirectory.DEFAULT,
      description = "Where it keeps its data (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Mixin private TimeZoneOption timeZone;

  @Mixin private ServerPorts serverPorts;

  @Override
  public Integer call() throws InterruptedException {
    Terminal terminal = Terminal.standard();
    // Who starts it twice is told that, not that a port is taken; and nothing is made in vain.
    DataDirectory.requireUnused(data);
    ServerPorts.check(port, "--port");
    serverPorts.check();
    DataDirectory directory = DataDirectory.open(data);
    House house =
        House.start(
            serverPorts
                .applyTo(
                    House.Options.in(directory)
                        .withHttpPort(port)
                        .withMedallion(House.Medallion.in(timeZone.zone())))
                .withNews(terminal::say));
    OrderlyEnd.atExit(house::close, directory::close);
    terminal.say("BidLock is ready: " + house.url());
    terminal.say("Kafka %s, Redis %s".formatted(house.bootstrapServers(), house.redisUri()));
    house.jdbcUrl().ifPresent(url -> terminal.say("Silver and gold: " + url));
    terminal.say("Data and logs are in %s. Ctrl-C stops it.".formatted(directory.path()));
    throw new CommandFailure(house.givenUp().join());
  }
}
