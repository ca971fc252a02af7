package io.bidlock.pipelines.log;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlock.auction.log.Topics;
import io.bidlock.pipelines.testing.AuctionTopics;
import io.bidlock.pipelines.testing.GeneratedLog;
import io.bidlock.servers.KafkaServer;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogLayoutTest {
  @TempDir Path directory;

  @Test
  void aLogThatHasLostItsBeginningIsNotDecidedAnew() throws Exception {
    try (KafkaServer kafka = KafkaServer.start(KafkaServer.Options.in(directory));
        AuctionTopics topics = new AuctionTopics(kafka.bootstrapServers())) {
      topics.create(1);
      GeneratedLog.closed(1, 2, 5).forEach(entry -> topics.append(entry.record()));
      topics.flush();
      LogLayout whole = LogLayout.read(kafka.bootstrapServers(), Topics.BIDS);
      assertThatCode(whole::requireWhole).doesNotThrowAnyException();

      Map<String, Object> config =
          Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
      try (Admin admin = Admin.create(config)) {
        admin
            .deleteRecords(
                Map.of(new TopicPartition(Topics.BIDS, 0), RecordsToDelete.beforeOffset(3)))
            .all()
            .get();
      }

      LogLayout cut = LogLayout.read(kafka.bootstrapServers(), Topics.BIDS);
      assertThatThrownBy(cut::requireWhole)
          .hasMessageContaining("begins at offset 3")
          .hasMessageContaining("--savepointPath");
    }
  }
}
