package io.bidlock.pipelines.lock;

import io.bidlock.auction.lock.LockValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/** Lock changes: the item's id, then the value as Redis holds it. */
public final class LockChangeCoder extends AtomicCoder<LockChange> {
  private static final long serialVersionUID = 1L;
  private static final LockChangeCoder INSTANCE = new LockChangeCoder();

  private LockChangeCoder() {}

  public static LockChangeCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(LockChange change, OutputStream out) throws IOException {
    StringUtf8Coder.of().encode(change.itemId(), out);
    StringUtf8Coder.of().encode(change.value().text(), out);
  }

  @Override
  public LockChange decode(InputStream in) throws IOException {
    String itemId = StringUtf8Coder.of().decode(in);
    LockValue value =
        LockValue.read(StringUtf8Coder.of().decode(in))
            .orElseThrow(() -> new CoderException("no lock value of item " + itemId));
    return new LockChange(itemId, value);
  }
}
