package io.bidlock.pipelines.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/** Dead rows, field by field. */
public final class DeadRowCoder extends AtomicCoder<DeadRow> {
  private static final long serialVersionUID = 1L;
  private static final DeadRowCoder INSTANCE = new DeadRowCoder();

  private DeadRowCoder() {}

  public static DeadRowCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(DeadRow dead, OutputStream out) throws IOException {
    StringUtf8Coder.of().encode(dead.table(), out);
    StringUtf8Coder.of().encode(dead.row(), out);
    StringUtf8Coder.of().encode(dead.reason(), out);
    StringUtf8Coder.of().encode(dead.sqlState(), out);
  }

  @Override
  public DeadRow decode(InputStream in) throws IOException {
    return new DeadRow(
        StringUtf8Coder.of().decode(in),
        StringUtf8Coder.of().decode(in),
        StringUtf8Coder.of().decode(in),
        StringUtf8Coder.of().decode(in));
  }
}
