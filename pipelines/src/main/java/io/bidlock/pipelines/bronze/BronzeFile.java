package io.bidlock.pipelines.bronze;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file's name tells: whose records are in it, which offsets they span, and their digest. The
 * records are in the order of their offsets, each once; offsets between may be missing, where Kafka
 * has none or another file has them.
 *
 * @param topic one topic
 * @param hour one hour of log time, in UTC
 * @param era one era
 * @param partition one partition
 * @param firstOffset the least offset in it
 * @param lastOffset the greatest offset in it
 * @param digest 16 hexadecimal digits of the SHA-256 of its records
 * @param format how records stand in it
 */
record BronzeFile(
    String topic,
    LocalDateTime hour,
    int era,
    int partition,
    long firstOffset,
    long lastOffset,
    String digest,
    BronzeFormat format)
    implements Serializable {
  private static final int DIGEST_BYTES = 8;

  /** What Kafka takes for a topic's name. */
  private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

  private static final Pattern PATH =
      Pattern.compile(
          "(?:.*/)?topic="
              + "(?<topic>[^/]+)"
              + "/date=(?<date>[+-]?\\d{4,9}-\\d\\d-\\d\\d)/hour=(?<hour>\\d\\d)"
              + "/part-(?<era>\\d+)-(?<partition>\\d+)-(?<first>\\d{19})-(?<last>\\d{19})"
              + "-(?<digest>[0-9a-f]{16})\\.(?<format>parquet|jsonl)");

  BronzeFile {
    if (!TOPIC.matcher(topic).matches() || topic.equals(".") || topic.equals("..")) {
      throw new IllegalArgumentException("no topic: " + topic);
    }
    if (firstOffset < 0 || lastOffset < firstOffset) {
      throw new IllegalArgumentException("no offsets: " + firstOffset + " to " + lastOffset);
    }
  }

  /**
   * What a file with these records is.
   *
   * @param records of one hour and one partition, by offset, each once
   */
  static BronzeFile of(List<BronzeRecord> records, BronzeFormat format) throws IOException {
    BronzeRecord first = records.get(0);
    return new BronzeFile(
        first.topic(),
        hourOf(first),
        first.era(),
        first.partition(),
        first.offset(),
        records.get(records.size() - 1).offset(),
        digestOf(records),
        format);
  }

  /**
   * Reads a path.
   *
   * @param path a file's path or URI; what is before {@code topic=} does not matter
   * @return nothing when no file of bronze has such a name
   */
  static Optional<BronzeFile> parse(String path) {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new BronzeFile(
              matcher.group("topic"),
              LocalDate.parse(matcher.group("date"))
                  .atTime(Integer.parseInt(matcher.group("hour")), 0),
              Integer.parseInt(matcher.group("era")),
              Integer.parseInt(matcher.group("partition")),
              Long.parseLong(matcher.group("first")),
              Long.parseLong(matcher.group("last")),
              matcher.group("digest"),
              BronzeFormat.valueOf(matcher.group("format").toUpperCase(Locale.ROOT))));
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The hour that a record belongs to. */
  static LocalDateTime hourOf(BronzeRecord record) {
    long hours = Math.floorDiv(record.timestampMillis(), 3_600_000L);
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(hours * 3_600_000L), ZoneOffset.UTC);
  }

  /**
   * Of the records as {@link BronzeRecordCoder} writes them, one after another. Not of the file's
   * bytes: the same records as Parquet are not the same bytes in every JVM.
   */
  static String digestOf(List<BronzeRecord> records) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (BronzeRecord record : records) {
        bytes.reset();
        BronzeRecordCoder.of().encode(record, bytes);
        digest.update(bytes.toByteArray());
      }
      return HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** Its folder below the bronze URI, as {@code topic=auction.bids/date=2026-11-21/hour=18/}. */
  String folder() {
    return String.format(
        Locale.ROOT, "topic=%s/date=%s/hour=%02d/", topic, hour.toLocalDate(), hour.getHour());
  }

  /** Its name in there; names sort by offset. */
  String name() {
    return String.format(
        Locale.ROOT,
        "part-%d-%d-%019d-%019d-%s.%s",
        era,
        partition,
        firstOffset,
        lastOffset,
        digest,
        format.extension());
  }

  /** Its path below the bronze URI. */
  String path() {
    return folder() + name();
  }

  LocalDate day() {
    return hour.toLocalDate();
  }
}
