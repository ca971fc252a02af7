package io.bidlock.pipelines.coders;

import io.bidlock.auction.view.PublicItem;
import io.bidlock.auction.wire.PublicItemJson;
import io.bidlock.auction.wire.UnreadableRecord;
import java.io.IOException;
import org.apache.beam.sdk.coders.CoderException;

/** Public items as they are on the wire. */
public final class PublicItemCoder extends BytesCoder<PublicItem> {
  private static final long serialVersionUID = 1L;
  private static final PublicItemCoder INSTANCE = new PublicItemCoder();

  private PublicItemCoder() {}

  public static PublicItemCoder of() {
    return INSTANCE;
  }

  @Override
  byte[] toBytes(PublicItem value) throws IOException {
    return PublicItemJson.write(value);
  }

  @Override
  PublicItem fromBytes(byte[] bytes) throws IOException {
    try {
      return PublicItemJson.read(bytes);
    } catch (UnreadableRecord e) {
      throw new CoderException(e);
    }
  }
}
