package io.bidlock.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.bidlock.launcher.house.DataDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BidLockTest {
  private static final int FAILED = 1;
  private static final int CALLED_WRONGLY = 2;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "demo",
        "up",
        "batch",
        "import",
        "generate",
        "sql",
        "verify",
        "quality",
        "bench",
        "bench stream"
      })
  void helpIsEverywhere(String command) {
    List<String> arguments = new ArrayList<>(List.of(command.split(" ", 0)));
    arguments.removeIf(String::isEmpty);
    arguments.add("--help");

    assertThat(run(arguments.toArray(String[]::new))).isZero();
    assertThat(out.toString()).startsWith("Usage: bidlock");
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "-h", "help bench stream", "generate -h"})
  void helpIsThereHoweverOneAsks(String arguments) {
    assertThat(run(arguments.split(" "))).isZero();
    assertThat(out.toString()).startsWith("Usage: bidlock");
  }

  @Test
  void everyOptionHasOneNameAndADescription() {
    for (CommandLine command : commands()) {
      HashSet<String> names = new HashSet<>();
      command
          .getCommandSpec()
          .options()
          .forEach(
              option -> {
                assertThat(option.names()).hasSize(1);
                assertThat(names.add(option.longestName())).isTrue();
                assertThat(option.description()).isNotEmpty();
              });
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "|name a command",
        "dance|there is no command 'dance'; there are demo, up, batch, import, retention, generate,"
            + " sql, verify, quality, bench",
        "bench jump|there is no command 'jump'; there is stream",
        "up --port many|'many' is no whole number",
        "up --port 99999|a port is a number from 1 to 65535",
        "demo --for soon|'soon' is no duration like 60s, 2m or PT1M",
        "demo --for 1s|--for must be at least 5s",
        "demo --rate 99999999999|'99999999999' is out of all bounds",
        "demo --rate 0|--rate must be at least 1",
        "demo --for 1000h|at most 2,000,000 events",
        "demo --items 0|the number of items must be from 1",
        "demo --items 1000000|cannot be listed in 18000 events",
        "generate|Missing required option: '--to=rest|kafka|DIR'",
        "generate --to kafka|--to kafka needs --bootstrap-servers",
        "generate --to x --events -1|the number of events must be from 1",
        "generate --to x --start today|'today' is no time like 2026-01-01T00:00:00Z",
        "generate --to rest --url over-there|'over-there' is no address like http://127.0.0.1:8080",
        "bench stream --bids 0|--bids must be from 1 to 10,000,000, not 0",
        "bench stream -- --bogus=1|there is no job option --bogus",
        "bench stream -- bogus|not of the form --name=value: bogus",
        "batch --items none.csv --bids none.csv --out x|--items: no such file: none.csv; `generate"
            + " --to DIR` makes such files",
        "batch --items pom.xml --bids pom.xml --out pom.xml|--out: ",
        "batch --items pom.xml --bids pom.xml --out target/x --runner abacus|'abacus' is neither"
            + " flink nor spark nor direct",
        "sql --csv --json x|--csv and --json do not go together",
        "sql --gold nowhere x|--gold: no such directory: nowhere",
        "sql --gold s3://bucket/gold x|--gold: s3://bucket/gold would take an extension",
        "sql --silver jdbc:postgresql://x/y x|--silver: this reads files",
        "verify -- bogus|not of the form --name=value: bogus",
        "quality --silver jdbc:other:x|--silver: only jdbc:postgresql:",
        "bench|name what to measure"
      })
  void whoCallsItWronglyIsToldInALine(String arguments, String message) {
    String[] words = arguments == null ? new String[0] : arguments.split(" ");

    assertThat(run(words)).isEqualTo(CALLED_WRONGLY);
    assertThat(err.toString()).startsWith("bidlock: ").contains(message);
    assertThat(err.toString().lines().count()).isLessThanOrEqualTo(2);
    assertThat(err.toString()).doesNotContain("Exception");
  }

  @Test
  void aTakenPortIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      String port = Integer.toString(taken.getLocalPort());

      assertThat(run("up", "--port", port, "--data", directory.toString())).isEqualTo(FAILED);
      assertThat(err.toString())
          .contains("Port " + port + " is taken by another program; choose another with --port.");
    }
  }

  @Test
  void aStartThatFailsForAPortLeavesNothingBehind() throws IOException {
    Path data = directory.resolve("other");
    try (ServerSocket taken = new ServerSocket(0)) {
      String port = Integer.toString(taken.getLocalPort());

      assertThat(run("up", "--port", "0", "--kafka-port", port, "--data", data.toString()))
          .isEqualTo(FAILED);
      assertThat(data).doesNotExist();
    }
  }

  @Test
  void aSecondStartIsToldOfTheFirstAndNotOfItsPort() throws IOException {
    try (ServerSocket taken = new ServerSocket(0);
        DataDirectory running = DataDirectory.open(directory)) {
      String port = Integer.toString(taken.getLocalPort());

      assertThat(run("up", "--port", port, "--data", running.path().toString())).isEqualTo(FAILED);
      assertThat(err.toString()).contains("Another BidLock is running on " + running.path());
    }
  }

  @Test
  void theSameSeedWritesTheSameFiles() throws IOException {
    Path one = directory.resolve("one");
    Path two = directory.resolve("two");

    assertThat(run("generate", "--to", one.toString(), "--seed", "5", "--events", "2000")).isZero();
    assertThat(run("generate", "--to", two.toString(), "--seed", "5", "--events", "2000")).isZero();

    for (String file : List.of("items.csv", "bids.csv")) {
      assertThat(two.resolve(file)).hasSameTextualContentAs(one.resolve(file));
    }
    assertThat(Files.readAllLines(one.resolve("items.csv")))
        .hasSize(1 + 8)
        .first()
        .asString()
        .startsWith("item_id,seller_id,title,category,currency,format,proxy,start_price")
        .endsWith("retractable,goods_id,sale_id");
    assertThat(Files.readAllLines(one.resolve("bids.csv")))
        .hasSize(1 + 2_000 - 8)
        .first()
        .isEqualTo("bid_id,item_id,bidder_id,amount,placed_at");
  }

  @Test
  void filesThatCannotBeWrittenAreNamed() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");

    assertThat(run("generate", "--to", file.toString())).isEqualTo(FAILED);
    assertThat(err.toString()).contains(file + " is there already and is no directory");
  }

  @Test
  void aHouseThatIsNotThereIsNamed() {
    assertThat(
            run(
                "generate",
                "--to",
                "rest",
                "--url",
                "http://127.0.0.1:1",
                "--events",
                "3",
                "--items",
                "1"))
        .isEqualTo(FAILED);
    assertThat(err.toString()).contains("Nobody answers at http://127.0.0.1:1");
  }

  @Test
  void aKafkaThatIsNotThereIsNamed() {
    assertThat(run("generate", "--to", "kafka", "--bootstrap-servers", "127.0.0.1:1"))
        .isEqualTo(FAILED);
    assertThat(err.toString()).contains("No Kafka at 127.0.0.1:1");
  }

  @Test
  void aHouseThatListsNothingIsAFailureAndItsReasonIsSaid() throws IOException {
    HttpServer house = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    house.createContext("/", exchange -> answer(exchange, 400, "we list nothing today"));
    house.createContext("/api/v1/users", exchange -> answer(exchange, 201, "welcome"));
    house.start();
    try {
      String url = "http://127.0.0.1:" + house.getAddress().getPort();

      assertThat(run("generate", "--to", "rest", "--url", url, "--events", "20", "--rate", "1000"))
          .isEqualTo(FAILED);
      assertThat(err.toString()).contains("Not one item was listed", "we list nothing today");
    } finally {
      house.stop(0);
    }
  }

  private static void answer(HttpExchange exchange, int status, String detail) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      byte[] answer = "{\"detail\":\"%s\"}".formatted(detail).getBytes(UTF_8);
      exchange.sendResponseHeaders(status, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private int run(String... arguments) {
    return BidLock.execute(
        BidLock.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)),
        arguments);
  }

  private static List<CommandLine> commands() {
    List<CommandLine> all = new ArrayList<>(List.of(BidLock.commandLine()));
    for (int index = 0; index < all.size(); index++) {
      all.addAll(all.get(index).getSubcommands().values());
    }
    return all;
  }
}
