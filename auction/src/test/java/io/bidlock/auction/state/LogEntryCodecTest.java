package io.bidlock.auction.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bidlock.auction.log.Channel;
import io.bidlock.auction.log.ExampleRecords;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.wire.LogRecordJson;
import io.bidlock.auction.wire.UnreadableRecord;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Log entries on their way through a pipeline, which may be held in state there. */
final class LogEntryCodecTest {
  private static final Position POSITION = new Position(1, 7, 123_456);
  private static final long TIME_MILLIS = 1_795_284_000_000L;

  /** Version 1. */
  private static final String BID =
      "01020e80890f80f49ef4bf68010c6974656d2d310a6269642d3106616e6efa010101065553440101d0"
          + "0f0001969c01020000112233445566778899aabbccddeeff";

  static List<LogRecord> records() {
    return ExampleRecords.all();
  }

  private static byte[] encoded(LogRecord record) {
    return LogEntryCodec.encode(new LogEntry(POSITION, TIME_MILLIS, record));
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyRecordReadsBackAsItself(LogRecord record) {
    assertThat(LogEntryCodec.decode(encoded(record)))
        .isEqualTo(new LogEntry(POSITION, TIME_MILLIS, record));
  }

  @Test
  void aBidIsEncodedAsItAlwaysWas() {
    assertThat(HexFormat.of().formatHex(encoded(ExampleRecords.BID))).isEqualTo(BID);
    assertThat(LogEntryCodec.decode(HexFormat.of().parseHex(BID)).record())
        .isEqualTo(ExampleRecords.BID);
  }

  @Test
  void aBidIsMuchShorterThanItsJson() {
    assertThat(encoded(ExampleRecords.BID).length)
        .isLessThan(LogRecordJson.write(ExampleRecords.BID).length / 2);
  }

  @Test
  void channelsKeepTheirOrder() {
    assertThat(Channel.values())
        .containsExactly(Channel.WEB, Channel.PHONE, Channel.ABSENTEE, Channel.POS, Channel.FILE);
  }

  @ParameterizedTest
  @MethodSource("records")
  void anEntryThatIsCutShortOrTooLongIsCorrupt(LogRecord record) {
    byte[] whole = encoded(record);
    for (int length = 0; length <= whole.length + 1; length++) {
      byte[] wrong = Arrays.copyOf(whole, length);
      if (length != whole.length) {
        assertThatExceptionOfType(CorruptState.class)
            .as("%s of %s bytes", length, whole.length)
            .isThrownBy(() -> LogEntryCodec.decode(wrong));
      }
    }
  }

  @Test
  void anUnknownVersionFormOrChannelIsCorrupt() {
    byte[] version = encoded(ExampleRecords.BID);
    version[0] = 2;
    byte[] form = encoded(ExampleRecords.BID);
    form[HexFormat.of().formatHex(form).indexOf("010c6974656d2d31") / 2] = 3;
    byte[] channel = encoded(ExampleRecords.BID);
    channel[channel.length - 17] = 5;

    assertCorrupt(version, "unknown version 2");
    assertCorrupt(form, "unknown form of record 3");
    assertCorrupt(channel, "unknown channel 5");
    channel[channel.length - 17] = -1;
    assertCorrupt(channel, "unknown channel -1");
  }

  private static void assertCorrupt(byte[] bytes, String why) {
    assertThatExceptionOfType(CorruptState.class)
        .isThrownBy(() -> LogEntryCodec.decode(bytes))
        .withMessage("state cannot be read: " + why);
  }

  @Test
  void aRecordInsideThatIsUnreadableIsCorrupt() {
    byte[] bytes =
        new BinaryWriter()
            .int8(1)
            .position(POSITION)
            .number(TIME_MILLIS)
            .int8(2)
            .text("{\"schema\":2}")
            .toBytes();

    assertThatExceptionOfType(CorruptState.class)
        .isThrownBy(() -> LogEntryCodec.decode(bytes))
        .withMessageContaining("its record is unreadable: schema: version 2 is unknown")
        .withCauseInstanceOf(UnreadableRecord.class);
  }
}
