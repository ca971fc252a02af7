package io.bidlock.pipelines.coders;

import io.bidlock.auction.view.Settlement;
import io.bidlock.auction.wire.SettlementJson;
import io.bidlock.auction.wire.UnreadableRecord;
import java.io.IOException;
import org.apache.beam.sdk.coders.CoderException;

/** Settlements as they are on the wire. */
public final class SettlementCoder extends BytesCoder<Settlement> {
  private static final long serialVersionUID = 1L;
  private static final SettlementCoder INSTANCE = new SettlementCoder();

  private SettlementCoder() {}

  public static SettlementCoder of() {
    return INSTANCE;
  }

  @Override
  byte[] toBytes(Settlement value) throws IOException {
    return SettlementJson.write(value);
  }

  @Override
  Settlement fromBytes(byte[] bytes) throws IOException {
    try {
      return SettlementJson.read(bytes);
    } catch (UnreadableRecord e) {
      throw new CoderException(e);
    }
  }
}
