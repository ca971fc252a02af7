package io.bidlock.pipelines.coders;

import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.state.LogEntryCodec;
import java.io.IOException;

/** Log entries in their compact binary form. */
public final class LogEntryCoder extends BytesCoder<LogEntry> {
  private static final long serialVersionUID = 1L;
  private static final LogEntryCoder INSTANCE = new LogEntryCoder();

  private LogEntryCoder() {}

  public static LogEntryCoder of() {
    return INSTANCE;
  }

  @Override
  byte[] toBytes(LogEntry value) throws IOException {
    return LogEntryCodec.encode(value);
  }

  @Override
  LogEntry fromBytes(byte[] bytes) throws IOException {
    return LogEntryCodec.decode(bytes);
  }
}
