package io.bidlock.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlock.launcher.house.HouseClient.Answer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A whole house, from a bid over REST to silver and gold. */
@Tag("end-to-end")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MedallionIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Instant FAR = Instant.now().plus(Duration.ofHours(1));

  private DataDirectory directory;
  private House house;
  private final HouseClient client = new HouseClient();

  @BeforeAll
  void open(@TempDir Path data) {
    directory = DataDirectory.open(data);
    house = House.start(House.Options.in(directory));
    client.moveTo(house.url());
  }

  @AfterAll
  void close() {
    house.close();
    directory.close();
  }

  @Test
  void whatIsBidIsInSilverAndWhatIsSoldInGold() {
    Instant soon = Instant.now().plusSeconds(6);
    String item = client.list("sold", "ENGLISH", soon, "");
    client.bid(item, "anna", "10");
    client.bid(item, "ben", "12.50");

    awaitText(
        "SELECT string_agg(bidder_id || ' ' || amount || ' ' || outcome, ', ' ORDER BY item_seq)"
            + " FROM silver.bids WHERE item_id = '%s'".formatted(item),
        "anna 10 ACCEPTED, ben 12.5 ACCEPTED"::equals);
    awaitText(
        "SELECT winner_id || ' ' || hammer_price FROM silver.items WHERE item_id = '%s'"
            .formatted(item),
        "ben 12.50"::equals);
    await().atMost(PATIENCE).until(() -> inRedis("item:" + item), shown -> shown.contains("12.50"));
    awaitText(
        "SELECT revenue::text FROM gold.daily_revenue WHERE transactions > 0 LIMIT 1",
        revenue -> revenue.startsWith("12.5"));
  }

  @Test
  void withoutPostgresBidsAreDecidedAndSilverCatchesUp() {
    String item = client.list("outage", "ENGLISH", FAR, "");
    client.bid(item, "anna", "10");
    awaitBids(item, 1);

    house.stopPostgres();
    for (int i = 1; i <= 50; i++) {
      Answer bid = client.bid(item, i % 2 == 0 ? "anna" : "ben", Integer.toString(10 + i));
      assertThat(bid.status()).isEqualTo(200);
    }
    house.startPostgres();
    client.bid(item, "carl", "100");

    awaitBids(item, 52);
    awaitText("SELECT count(*)::text FROM quality.rejected_rows", "0"::equals);
  }

  @Test
  void aKilledMedallionPipelineGoesOnAndMissesNothing() {
    String item = client.list("killed", "ENGLISH", FAR, "");
    client.bid(item, "anna", "10");
    awaitBids(item, 1);

    house.killMedallion();
    for (int i = 1; i <= 20; i++) {
      assertThat(client.bid(item, i % 2 == 0 ? "anna" : "ben", Integer.toString(10 + i)).status())
          .isEqualTo(200);
    }

    awaitBids(item, 21);
    awaitText(
        "SELECT current_price::text FROM silver.items WHERE item_id = '%s'".formatted(item),
        "30.00"::equals);
    awaitText("SELECT count(*)::text FROM quality.divergence", "0"::equals);
  }

  private String inRedis(String key) throws Exception {
    try (RedisSocket redis = RedisSocket.connect(house.redisUri())) {
      return redis.call("GET", key);
    }
  }

  private void awaitBids(String item, int count) {
    awaitText(
        "SELECT count(*)::text FROM silver.bids WHERE item_id = '%s'".formatted(item),
        Integer.toString(count)::equals);
  }

  private void awaitText(String question, Predicate<String> wanted) {
    await().atMost(PATIENCE).until(() -> text(question), wanted);
  }

  /** Empty where there is no row, or nobody to ask yet. */
  private String text(String question) {
    try (Connection connection = DriverManager.getConnection(house.jdbcUrl().orElseThrow());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(question)) {
      String text = rows.next() ? rows.getString(1) : "";
      return text == null ? "" : text;
    } catch (SQLException e) {
      return "";
    }
  }
}
