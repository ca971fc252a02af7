package io.bidlock.pipelines.coders;

import io.bidlock.auction.arbitration.ItemRulings;
import io.bidlock.auction.arbitration.Ruling;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;

/** An item's rulings, one after another. */
public final class ItemRulingsCoder extends AtomicCoder<ItemRulings> {
  private static final long serialVersionUID = 1L;
  private static final ItemRulingsCoder INSTANCE = new ItemRulingsCoder();
  private static final Coder<List<Ruling>> RULINGS = ListCoder.of(RulingCoder.of());

  private ItemRulingsCoder() {}

  public static ItemRulingsCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(ItemRulings item, OutputStream out) throws IOException {
    StringUtf8Coder.of().encode(item.itemId(), out);
    VarLongCoder.of().encode(item.forgotten(), out);
    RULINGS.encode(item.rulings(), out);
  }

  @Override
  public ItemRulings decode(InputStream in) throws IOException {
    return new ItemRulings(
        StringUtf8Coder.of().decode(in), VarLongCoder.of().decode(in), RULINGS.decode(in));
  }
}
