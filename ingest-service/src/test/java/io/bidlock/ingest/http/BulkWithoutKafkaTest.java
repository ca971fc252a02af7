package io.bidlock.ingest.http;

import static io.bidlock.ingest.house.Answered.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.ingest.house.Api;
import io.bidlock.ingest.house.AuctionHouse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many bids at once while Kafka is away. */
class BulkWithoutKafkaTest {

  @Test
  void allAreAnsweredAsSoonAsTheFirstIs() {
    try (AuctionHouse house = AuctionHouse.open()) {
      // One that has not written yet has to ask Kafka before each bid where the log is.
      Api fresh = new Api(house.startInstance().port());
      house.kafka().kill();
      String body =
          IntStream.rangeClosed(1, 100)
              .mapToObj(index -> bid(index == 50 ? -1 : index))
              .collect(Collectors.joining("\n"));
      // The client gives up after thirty seconds.
      List<String> answers =
          expect(
                  200,
                  fresh.send("POST", "/api/v1/bids", body, "Content-Type", "application/x-ndjson"))
              .body()
              .lines()
              .toList();
      assertThat(answers).hasSize(100);
      assertThat(answers.get(49)).contains("\"status\":400");
      assertThat(answers).filteredOn(line -> line.contains("\"status\":503")).hasSize(99);
      house.kafka().restart();
    }
  }

  private static String bid(int amount) {
    return "{\"item_id\":\"watch\",\"user_id\":\"ann\",\"amount\":" + amount + "}";
  }
}
