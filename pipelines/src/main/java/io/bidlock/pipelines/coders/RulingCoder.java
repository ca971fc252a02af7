package io.bidlock.pipelines.coders;

import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.state.RulingCodec;

/** Rulings in their compact binary form. */
public final class RulingCoder extends BytesCoder<Ruling> {
  private static final long serialVersionUID = 1L;
  private static final RulingCoder INSTANCE = new RulingCoder();

  private RulingCoder() {}

  public static RulingCoder of() {
    return INSTANCE;
  }

  @Override
  byte[] toBytes(Ruling value) {
    return RulingCodec.encode(value);
  }

  @Override
  Ruling fromBytes(byte[] bytes) {
    return RulingCodec.decode(bytes);
  }
}
