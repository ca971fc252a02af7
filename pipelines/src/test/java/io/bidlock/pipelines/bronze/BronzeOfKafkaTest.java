package io.bidlock.pipelines.bronze;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.log.Topics;
import io.bidlock.pipelines.log.LogLayout;
import io.bidlock.pipelines.testing.AuctionTopics;
import io.bidlock.pipelines.testing.Runners;
import io.bidlock.servers.KafkaServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes that were in Kafka are the bytes that come out of bronze. */
class BronzeOfKafkaTest {
  private static final int ERA = 3;
  private static final int RECORDS = 400;

  @TempDir static Path shared;
  private static KafkaServer kafka;
  private static List<BronzeRecord> inKafka;

  @TempDir Path directory;

  @BeforeAll
  static void fillATopic() throws Exception {
    kafka = KafkaServer.start(KafkaServer.Options.in(shared.resolve("kafka")));
    try (AuctionTopics topics = new AuctionTopics(kafka.bootstrapServers())) {
      topics.create(3);
      produce();
      inKafka =
          topics.read(Topics.BIDS).stream().map(record -> BronzeRecord.of(ERA, record)).toList();
    }
    assertThat(inKafka).hasSize(RECORDS);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  private static void produce() {
    Random random = new Random(17);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.request.size", 2 << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < RECORDS; i++) {
        // The broker takes a megabyte, with what is around it.
        byte[] value = new byte[i == 7 ? (1 << 20) - 1_000 : random.nextInt(200)];
        random.nextBytes(value);
        ProducerRecord<byte[], byte[]> record =
            new ProducerRecord<>(
                Topics.BIDS,
                i % 3,
                i % 5 == 0 ? null : ("item-" + i % 11).getBytes(StandardCharsets.UTF_8),
                i % 13 == 0 ? null : value);
        record.headers().add("ce_id", new byte[] {(byte) i}).add("ce_id", new byte[0]);
        record.headers().add(new RecordHeader("nothing", (byte[]) null));
        var unused = producer.send(record);
      }
    }
  }

  @Test
  void asParquetOnDirect() {
    keeps(Runners.direct(), BronzeFormat.PARQUET);
  }

  @Test
  void asJsonLinesOnDirect() {
    keeps(Runners.direct(), BronzeFormat.JSONL);
  }

  @Test
  void asParquetOnFlink() {
    keeps(Runners.flinkStreaming(), BronzeFormat.PARQUET);
  }

  @Test
  void asJsonLinesOnFlink() {
    keeps(Runners.flinkStreaming(), BronzeFormat.JSONL);
  }

  private void keeps(PipelineOptions options, BronzeFormat format) {
    BronzeFolder bronze = new BronzeFolder(directory.toString(), Runners.flinkBatch());
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply(
            KafkaIO.<byte[], byte[]>read()
                .withBootstrapServers(kafka.bootstrapServers())
                .withTopicPartitions(
                    LogLayout.read(kafka.bootstrapServers(), Topics.BIDS).topicPartitions())
                .withKeyDeserializer(ByteArrayDeserializer.class)
                .withValueDeserializer(ByteArrayDeserializer.class)
                .withConsumerConfigUpdates(Map.of("auto.offset.reset", "earliest"))
                .withMaxNumRecords(RECORDS))
        .apply(ToBronze.ofEra(ERA))
        .apply(bronze.writer().as(format).withFileBytes(20_000));
    pipeline.run().waitUntilFinish();

    bronze.assertHoldsOnce(inKafka);
  }
}
