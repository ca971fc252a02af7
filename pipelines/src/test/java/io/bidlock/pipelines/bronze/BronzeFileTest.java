package io.bidlock.pipelines.bronze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BronzeFileTest {
  private static final String PATH =
      "topic=auction.bids/date=2026-11-21/hour=18/"
          + "part-0-2-0000000000000001234-0000000000000005678-0123456789abcdef.parquet";

  @Provide
  Arbitrary<BronzeRecord> records() {
    return BronzeRecords.any();
  }

  @Property
  void aPathTellsWhatTheFileIs(@ForAll("records") BronzeRecord record) {
    BronzeFile file = fileOf(record, BronzeFormat.JSONL);

    assertThat(BronzeFile.parse(file.path())).contains(file);
    assertThat(BronzeFile.parse("s3://bucket/some where/" + file.path())).contains(file);
  }

  @Test
  void dateAndHourAreThoseOfTheLogInUtc() {
    BronzeRecord record = BronzeRecords.at("auction.bids", 2, 1234, BronzeRecords.EVENING);

    assertThat(fileOf(record, BronzeFormat.PARQUET).folder())
        .isEqualTo("topic=auction.bids/date=2026-11-21/hour=18/");
    assertThat(BronzeFile.parse(PATH)).map(BronzeFile::path).contains(PATH);
  }

  @Test
  void aNameOnceGivenIsGivenForEver() throws IOException {
    BronzeRecord withoutAnything =
        new BronzeRecord("auction.users", 2, 3, 6, -1, null, new byte[0], List.of());

    assertThat(BronzeFile.digestOf(List.of(BronzeRecords.at(5), withoutAnything)))
        .isEqualTo("a32940263977fa13");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "topic=auction.bids/date=2026-11-21/hour=18/part-0.parquet",
        "topic=auction.bids/date=2026-11-31/hour=18/part-0-2-0000000000000001234-0000000000000005678-0123456789abcdef.parquet",
        "topic=auction.bids/date=2026-11-21/hour=24/part-0-2-0000000000000001234-0000000000000005678-0123456789abcdef.parquet",
        "topic=auction.bids/date=2026-11-21/hour=18/part-0-2-0000000000000005678-0000000000000001234-0123456789abcdef.parquet",
        "topic=auction.bids/date=2026-11-21/hour=18/part-0-2-0000000000000001234-9999999999999999999-0123456789abcdef.parquet",
        "topic=../date=2026-11-21/hour=18/part-0-2-0000000000000001234-0000000000000005678-0123456789abcdef.parquet",
        "topic=auction.bids/date=2026-11-21/hour=18/.part-0-2-0000000000000001234-0000000000000005678-0123456789abcdef.parquet.1",
        "topic=auction.bids/date=2026-11-21/hour=18/_SUCCESS",
      })
  void otherNamesAreNotBronze(String path) {
    assertThat(BronzeFile.parse(path)).isEmpty();
  }

  @Test
  void aTopicThatKafkaWouldNotTakeIsRefused() {
    assertThatThrownBy(() -> fileOf(BronzeRecords.at("../up", 0, 0, 0), BronzeFormat.PARQUET))
        .hasMessageContaining("../up");
  }

  private static BronzeFile fileOf(BronzeRecord record, BronzeFormat format) {
    return new BronzeFile(
        record.topic(),
        BronzeFile.hourOf(record),
        record.era(),
        record.partition(),
        record.offset(),
        record.offset(),
        "0123456789abcdef",
        format);
  }
}
