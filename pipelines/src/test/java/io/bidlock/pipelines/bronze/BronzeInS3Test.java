package io.bidlock.pipelines.bronze;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.pipelines.bronze.BronzeStore.Stored;
import io.bidlock.pipelines.runner.FlinkSettings;
import io.bidlock.pipelines.runner.RunnerArguments;
import java.io.IOException;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.TransientApiMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bronze in a bucket of a server that speaks S3. */
class BronzeInS3Test {
  private static final String BUCKET = "auction-house";
  private static BlobStoreContext blobs;
  private static S3Proxy server;

  @BeforeAll
  static void startServer() throws Exception {
    blobs = ContextBuilder.newBuilder(new TransientApiMetadata()).build(BlobStoreContext.class);
    server =
        S3Proxy.builder()
            .blobStore(blobs.getBlobStore())
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "house", "secret")
            // Beam speaks of keys for encryption, even where there are none.
            .ignoreUnknownHeaders(true)
            .build();
    server.start();
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.stop();
    blobs.close();
  }

  @BeforeEach
  void makeBucket() {
    blobs.getBlobStore().createContainerInLocation(null, BUCKET);
  }

  @AfterEach
  void emptyBucket() {
    blobs.getBlobStore().deleteContainer(BUCKET);
  }

  private static PipelineOptions options(RunnerArguments arguments) {
    arguments
        .withDefault("awsRegion", "us-east-1")
        .withDefault("endpoint", "http://127.0.0.1:" + server.getPort())
        .withDefault(
            "awsCredentialsProvider",
            "{\"@type\":\"StaticCredentialsProvider\",\"accessKeyId\":\"house\",\"secretAccessKey\":\"secret\"}");
    return PipelineOptionsFactory.fromArgs(arguments.toArray()).create();
  }

  private static PipelineOptions direct() {
    return options(new RunnerArguments("--runner=DirectRunner"));
  }

  @Test
  void whatIsWrittenOnDirectIsRead() {
    writesAndReads(direct(), BronzeFormat.JSONL);
  }

  @Test
  void whatIsWrittenOnFlinkIsRead() {
    writesAndReads(
        options(FlinkSettings.batch(new RunnerArguments("--runner=FlinkRunner"), 2)),
        BronzeFormat.PARQUET);
  }

  private static void writesAndReads(PipelineOptions options, BronzeFormat format) {
    // Beam notes whose file systems it has before it has them: a task may else take those of
    // before.
    FileSystems.setDefaultPipelineOptions(options);
    BronzeFolder bronze = new BronzeFolder("s3://" + BUCKET + "/some/bronze", options);
    List<BronzeRecord> records = new ArrayList<>(records());
    // More than S3 takes in one piece.
    for (int offset = 0; offset < 12; offset++) {
      records.add(
          new BronzeRecord(
              "large", 0, 0, offset, BronzeRecords.EVENING, null, noise(offset), List.of()));
    }

    bronze.write(bronze.writer().as(format).withFileBytes(16 << 20), records);
    bronze.write(bronze.writer().as(format).withFileBytes(2_000), records());

    bronze.assertHoldsOnce(records);
  }

  private static byte[] noise(int seed) {
    byte[] bytes = new byte[1 << 20];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static List<BronzeRecord> records() {
    return LongStream.range(0, 100).mapToObj(BronzeRecords::at).toList();
  }

  @Test
  void onlyTheDaysThatAreWantedAreListed() throws IOException {
    FileSystems.setDefaultPipelineOptions(direct());
    BronzeStore store = BronzeStore.at("s3://" + BUCKET);
    for (int day = 0; day < 3; day++) {
      store.write(
          List.of(
              BronzeRecords.at("auction.bids", 0, day, BronzeRecords.EVENING + day * 86_400_000L)),
          BronzeFormat.JSONL);
    }
    LocalDate second = LocalDate.of(2026, 11, 22);

    List<Stored> found = store.list(Set.of("auction.bids"), second, second);

    assertThat(found).singleElement().extracting(stored -> stored.file().day()).isEqualTo(second);
    assertThat(store.list(Set.of(), LocalDate.MIN, LocalDate.MAX)).hasSize(3);
  }
}
