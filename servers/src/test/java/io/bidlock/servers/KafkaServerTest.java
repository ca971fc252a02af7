package io.bidlock.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaServerTest {

  private static final TopicPartition LOG = new TopicPartition("auction.bids", 0);

  @Test
  void whatWasAcknowledgedIsThereAfterAStopAndAfterAKill(@TempDir Path directory) throws Exception {
    try (KafkaServer kafka = KafkaServer.start(KafkaServer.Options.in(directory))) {
      String bootstrap = kafka.bootstrapServers();
      createTopic(bootstrap);
      produce(bootstrap, "first");

      kafka.stop();
      assertThat(kafka.process().isAlive()).isFalse();
      kafka.restart();

      assertThat(kafka.bootstrapServers()).isEqualTo(bootstrap);
      assertThat(consume(bootstrap, 1)).containsExactly("first");
      produce(bootstrap, "second");

      kafka.kill();
      assertThat(kafka.process().isAlive()).isFalse();
      kafka.restart();

      assertThat(consume(bootstrap, 2)).containsExactly("first", "second");
      noTopicIsMadeByItself(bootstrap);
      aSecondBrokerIsRefusedTheSamePort(kafka, directory.resolve("second"));
    }
  }

  private static void noTopicIsMadeByItself(String bootstrap) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      assertThatThrownBy(() -> admin.describeTopics(List.of("unheard.of")).allTopicNames().get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
    }
  }

  private static void aSecondBrokerIsRefusedTheSamePort(KafkaServer kafka, Path directory) {
    KafkaServer.Options same = KafkaServer.Options.in(directory).withPort(kafka.port());
    assertThatIllegalStateException()
        .isThrownBy(() -> KafkaServer.start(same))
        .withMessageContaining("Port " + kafka.port() + " is taken");
  }

  private static void createTopic(String bootstrap) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin.createTopics(List.of(new NewTopic(LOG.topic(), 1, (short) 1))).all().get();
    }
  }

  private static void produce(String bootstrap, String value) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "acks", "all");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(LOG.topic(), "item", value)).get(30, TimeUnit.SECONDS);
    }
  }

  private static List<String> consume(String bootstrap, int count) {
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap);
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(LOG));
      consumer.seekToBeginning(List.of(LOG));
      assertThat(consumer.endOffsets(List.of(LOG))).containsEntry(LOG, (long) count);
      for (int polls = 0; values.size() < count && polls < 300; polls++) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }
}
