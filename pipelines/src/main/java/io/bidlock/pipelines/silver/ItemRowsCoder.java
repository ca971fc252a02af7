package io.bidlock.pipelines.silver;

import io.bidlock.pipelines.coders.FlatRowCoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.BooleanCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.OptionalCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.values.Row;

/** An item's rows, one after another. */
final class ItemRowsCoder extends AtomicCoder<ItemRows> {
  private static final long serialVersionUID = 1L;
  private static final Coder<Optional<Row>> ITEM =
      OptionalCoder.of(FlatRowCoder.of(Silver.ITEMS.columns()));
  private static final Coder<List<Row>> BIDS = ListCoder.of(FlatRowCoder.of(Silver.BIDS.columns()));
  private static final Coder<List<Row>> TRANSACTIONS =
      ListCoder.of(FlatRowCoder.of(Silver.TRANSACTIONS.columns()));
  private static final Coder<List<Long>> RULINGS = ListCoder.of(VarLongCoder.of());

  @Override
  public void encode(ItemRows rows, OutputStream out) throws IOException {
    StringUtf8Coder.of().encode(rows.itemId(), out);
    ITEM.encode(rows.item(), out);
    BIDS.encode(rows.bids(), out);
    TRANSACTIONS.encode(rows.transactions(), out);
    RULINGS.encode(rows.rulings(), out);
    BooleanCoder.of().encode(rows.forgotten(), out);
  }

  @Override
  public ItemRows decode(InputStream in) throws IOException {
    return new ItemRows(
        StringUtf8Coder.of().decode(in),
        ITEM.decode(in),
        BIDS.decode(in),
        TRANSACTIONS.decode(in),
        RULINGS.decode(in),
        BooleanCoder.of().decode(in));
  }
}
