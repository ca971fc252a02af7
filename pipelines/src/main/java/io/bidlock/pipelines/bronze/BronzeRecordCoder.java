package io.bidlock.pipelines.bronze;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.util.VarInt;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Records field by field; a byte string that is not there has the length that no other has.
 *
 * <p>Files of bronze are named after these bytes, so they never change.
 */
public final class BronzeRecordCoder extends AtomicCoder<BronzeRecord> {
  private static final long serialVersionUID = 1L;
  private static final BronzeRecordCoder INSTANCE = new BronzeRecordCoder();

  private BronzeRecordCoder() {}

  public static BronzeRecordCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(BronzeRecord record, OutputStream out) throws IOException {
    writeText(record.topic(), out);
    VarInt.encode(record.era(), out);
    VarInt.encode(record.partition(), out);
    VarInt.encode(record.offset(), out);
    VarInt.encode(record.timestampMillis(), out);
    writeBytes(record.key(), out);
    writeBytes(record.value(), out);
    VarInt.encode(record.headers().size(), out);
    for (BronzeRecord.Header header : record.headers()) {
      writeText(header.name(), out);
      writeBytes(header.value(), out);
    }
  }

  @Override
  public BronzeRecord decode(InputStream in) throws IOException {
    return new BronzeRecord(
        readText(in),
        VarInt.decodeInt(in),
        VarInt.decodeInt(in),
        VarInt.decodeLong(in),
        VarInt.decodeLong(in),
        readBytes(in),
        readBytes(in),
        readHeaders(in));
  }

  private static List<BronzeRecord.Header> readHeaders(InputStream in) throws IOException {
    int count = VarInt.decodeInt(in);
    List<BronzeRecord.Header> headers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      headers.add(new BronzeRecord.Header(readText(in), readBytes(in)));
    }
    return headers;
  }

  private static void writeText(String text, OutputStream out) throws IOException {
    writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
  }

  private static String readText(InputStream in) throws IOException {
    byte[] bytes = readBytes(in);
    if (bytes == null) {
      throw new IOException("a name is missing");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void writeBytes(byte @Nullable [] bytes, OutputStream out) throws IOException {
    if (bytes == null) {
      VarInt.encode(0, out);
      return;
    }
    VarInt.encode(bytes.length + 1L, out);
    out.write(bytes);
  }

  private static byte @Nullable [] readBytes(InputStream in) throws IOException {
    long length = VarInt.decodeLong(in) - 1;
    if (length < 0) {
      return null;
    }
    byte[] bytes = in.readNBytes(Math.toIntExact(length));
    if (bytes.length < length) {
      throw new EOFException("a record ends early");
    }
    return bytes;
  }
}
