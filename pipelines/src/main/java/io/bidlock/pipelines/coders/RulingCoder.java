package io.bidlock.pipelines.coders;

import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.wire.RulingJson;
import io.bidlock.auction.wire.UnreadableRecord;
import java.io.IOException;
import org.apache.beam.sdk.coders.CoderException;

/** Rulings as they are on the wire. */
public final class RulingCoder extends BytesCoder<Ruling> {
  private static final long serialVersionUID = 1L;
  private static final RulingCoder INSTANCE = new RulingCoder();

  private RulingCoder() {}

  public static RulingCoder of() {
    return INSTANCE;
  }

  @Override
  byte[] toBytes(Ruling value) throws IOException {
    return RulingJson.write(value);
  }

  @Override
  Ruling fromBytes(byte[] bytes) throws IOException {
    try {
      return RulingJson.read(bytes);
    } catch (UnreadableRecord e) {
      throw new CoderException(e);
    }
  }
}
