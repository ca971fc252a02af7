package io.bidlock.pipelines.bronze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BronzeFormatTest {
  @Provide
  Arbitrary<List<BronzeRecord>> records() {
    return BronzeRecords.any().list().ofMinSize(1).ofMaxSize(30);
  }

  @Provide
  Arbitrary<BronzeFormat> formats() {
    return Arbitraries.of(BronzeFormat.class);
  }

  @Property(tries = 300)
  void whatIsWrittenIsRead(
      @ForAll("formats") BronzeFormat format, @ForAll("records") List<BronzeRecord> records)
      throws IOException {
    assertThat(format.read(format.write(records))).isEqualTo(records);
  }

  @Property
  void theCoderBringsBackWhatItWasGiven(@ForAll("records") List<BronzeRecord> records)
      throws IOException {
    BronzeRecordCoder coder = BronzeRecordCoder.of();
    for (BronzeRecord record : records) {
      byte[] bytes = CoderUtils.encodeToByteArray(coder, record);
      ByteArrayInputStream in = new ByteArrayInputStream(bytes);
      assertThat(coder.decode(in)).isEqualTo(record);
      assertThat(in.available()).isZero();
      assertThat(coder.decode(new ByteArrayInputStream(bytes)).key()).isEqualTo(record.key());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aMegabyteStaysAMegabyte(BronzeFormat format) throws IOException {
    byte[] large = new byte[1 << 20];
    new Random(5).nextBytes(large);
    List<BronzeRecord> records = new ArrayList<>();
    for (int offset = 0; offset < 3; offset++) {
      records.add(
          new BronzeRecord(
              BronzeRecords.TOPIC, 0, 0, offset, BronzeRecords.EVENING, large, large, List.of()));
    }

    assertThat(format.read(format.write(records))).isEqualTo(records);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsCutShortIsNotRead(BronzeFormat format) throws IOException {
    byte[] whole = format.write(List.of(BronzeRecords.at(1), BronzeRecords.at(2)));

    assertThatThrownBy(() -> format.read(Arrays.copyOf(whole, whole.length - 8)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> format.read("not bronze".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class);
  }
}
