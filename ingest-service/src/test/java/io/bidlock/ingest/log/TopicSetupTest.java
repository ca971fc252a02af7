package io.bidlock.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlock.auction.log.Topics;
import io.bidlock.ingest.house.AuctionHouse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/** The topics have the settings that the promises rest on. */
class TopicSetupTest {
  private static final AuctionHouse HOUSE = AuctionHouse.shared();

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static String setting(Admin admin, String topic, String name) throws Exception {
    Config config =
        admin
            .describeConfigs(List.of(resource(topic)))
            .all()
            .get(20, TimeUnit.SECONDS)
            .get(resource(topic));
    return config.get(name).value();
  }

  private static void set(Admin admin, String topic, String name, String value) throws Exception {
    AlterConfigOp change =
        new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    admin
        .incrementalAlterConfigs(Map.of(resource(topic), List.of(change)))
        .all()
        .get(20, TimeUnit.SECONDS);
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", HOUSE.kafka().bootstrapServers()));
  }

  @Test
  void theLogHasTheBrokersTimeAndNothingOfItExpires() throws Exception {
    try (Admin admin = admin()) {
      assertThat(setting(admin, Topics.BIDS, "message.timestamp.type")).isEqualTo("LogAppendTime");
      assertThat(setting(admin, Topics.BIDS, "retention.ms")).isEqualTo("-1");
      assertThat(setting(admin, Topics.BIDS, "retention.bytes")).isEqualTo("-1");
      assertThat(setting(admin, Topics.ITEMS, "cleanup.policy")).isEqualTo("compact");
      assertThat(setting(admin, Topics.USERS, "cleanup.policy")).isEqualTo("compact");
    }
  }

  @Test
  void aLogThatWouldBreakAPromiseIsRefused() throws Exception {
    try (Admin admin = admin()) {
      TopicSetup right = new TopicSetup(admin, 4, (short) 1, Duration.ofSeconds(20));
      TopicSetup wrong = new TopicSetup(admin, 3, (short) 1, Duration.ofSeconds(20));
      right.ensure();
      assertThatThrownBy(wrong::ensure).hasMessageContaining("has 4 partitions, not 3");
      set(admin, Topics.BIDS, "message.timestamp.type", "CreateTime");
      try {
        assertThatThrownBy(right::ensure).hasMessageContaining("LogAppendTime");
      } finally {
        set(admin, Topics.BIDS, "message.timestamp.type", "LogAppendTime");
      }
      set(admin, Topics.BIDS, "cleanup.policy", "delete,compact");
      try {
        assertThatThrownBy(right::ensure).hasMessageContaining("cleanup.policy=");
      } finally {
        set(admin, Topics.BIDS, "cleanup.policy", "delete");
      }
    }
  }
}
