package io.bidlock.pipelines.coders;

import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.state.StateCodec;
import java.io.IOException;

/** An item's state in the versioned binary form that lives in savepoints. */
public final class ItemStateCoder extends BytesCoder<ItemState> {
  private static final long serialVersionUID = 1L;
  private static final ItemStateCoder INSTANCE = new ItemStateCoder();

  private ItemStateCoder() {}

  public static ItemStateCoder of() {
    return INSTANCE;
  }

  @Override
  byte[] toBytes(ItemState value) throws IOException {
    return StateCodec.encode(value);
  }

  @Override
  ItemState fromBytes(byte[] bytes) throws IOException {
    return StateCodec.decode(bytes);
  }
}
