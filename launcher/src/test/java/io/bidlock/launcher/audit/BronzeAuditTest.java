package io.bidlock.launcher.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BronzeAuditTest {
  @TempDir Path bronze;

  @Test
  void offsetsThatTwoFilesSpanCountOnceAndOtherTopicsNotAtAll() throws IOException {
    file("auction.bids", 0, 0, 99);
    file("auction.bids", 0, 50, 149);
    file("auction.bids", 0, 60, 70);
    file("auction.bids", 1, 0, 9);
    file("auction.bids", 1, 20, 29);
    file("auction.items", 0, 0, 99);
    Files.writeString(bronze.resolve("topic=auction.bids/notes.txt"), "no bronze");

    assertThat(BronzeAudit.records(bronze, "auction.bids")).isEqualTo(170);
    assertThat(BronzeAudit.records(bronze, "auction.users")).isZero();
  }

  private void file(String topic, int partition, long first, long last) throws IOException {
    Path hour = bronze.resolve("topic=" + topic + "/date=2026-11-21/hour=18");
    Files.createDirectories(hour);
    Files.writeString(
        hour.resolve(
            "part-0-%d-%019d-%019d-0123456789abcdef.parquet".formatted(partition, first, last)),
        "");
  }
}
