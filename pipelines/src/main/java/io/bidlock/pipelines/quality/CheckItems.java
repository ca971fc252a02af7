package io.bidlock.pipelines.quality;

import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.pipelines.coders.FlatRowCoder;
import io.bidlock.pipelines.elements.GroupOnce;
import io.bidlock.pipelines.silver.Silver;
import io.bidlock.pipelines.table.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.join.RawUnionValue;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;

/**
 * Checks all rows of each item together. In: rulings, bounded. Out: checks by the name of their
 * expectation. One item's rows are in memory at a time. An item of which retention has left a
 * tombstone is not checked: only late rows of it are there.
 */
final class CheckItems extends PTransform<PCollection<Ruling>, PCollection<KV<String, Check>>> {
  private static final long serialVersionUID = 1L;
  private static final int RULINGS = 0;
  private static final int ITEMS = 1;
  private static final int BIDS = 2;
  private static final int TRANSACTIONS = 3;

  private final Map<Table, PCollection<Row>> silver;
  private final PCollection<KV<String, ItemState>> tombstones;

  CheckItems(Map<Table, PCollection<Row>> silver, PCollection<KV<String, ItemState>> tombstones) {
    super("CheckItems");
    this.tombstones = tombstones;
    this.silver = silver;
  }

  @Override
  public PCollection<KV<String, Check>> expand(PCollection<Ruling> rulings) {
    return GroupOnce.byKey(
            "ByItem",
            List.of(
                rulings
                    .apply("Numbers", ParDo.of(new Numbers()))
                    .setCoder(KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of())),
                byItem(Silver.ITEMS, Silver.ITEMS.columns()),
                byItem(Silver.BIDS, ItemRows.BID),
                byItem(Silver.TRANSACTIONS, Silver.TRANSACTIONS.columns()),
                tombstones))
        .apply("Check", ParDo.of(new CheckItem()))
        .setCoder(CheckQuality.CHECKS);
  }

  private PCollection<KV<String, Row>> byItem(Table table, Schema columns) {
    return silver
        .get(table)
        .apply("Key " + table, ParDo.of(new KeyByItem(columns)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), FlatRowCoder.of(columns)));
  }

  private static final class Numbers extends DoFn<Ruling, KV<String, Long>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void number(@Element Ruling ruling, OutputReceiver<KV<String, Long>> out) {
      if (ruling.itemSeq() > 0) {
        out.output(KV.of(ruling.itemId(), ruling.itemSeq()));
      }
    }
  }

  private static final class KeyByItem extends DoFn<Row, KV<String, Row>> {
    private static final long serialVersionUID = 1L;

    private final Schema columns;

    KeyByItem(Schema columns) {
      this.columns = columns;
    }

    @ProcessElement
    public void key(@Element Row row, OutputReceiver<KV<String, Row>> out) {
      List<Object> values = new ArrayList<>(columns.getFieldCount());
      columns.getFieldNames().forEach(name -> values.add(row.getValue(name)));
      out.output(
          KV.of(row.getString("item_id"), Row.withSchema(columns).addValues(values).build()));
    }
  }

  private static final class CheckItem extends CountChecks<KV<String, Iterable<RawUnionValue>>> {
    private static final long serialVersionUID = 1L;
    private transient List<ItemExpectation> expectations;

    @Setup
    public void setUp() {
      expectations = Expectations.ofItems();
    }

    @ProcessElement
    public void check(
        @Element KV<String, Iterable<RawUnionValue>> element, @Timestamp Instant timestamp) {
      Set<Long> rulings = new TreeSet<>();
      List<Row> items = new ArrayList<>();
      Set<Row> bids = new LinkedHashSet<>();
      Set<Row> transactions = new LinkedHashSet<>();
      for (RawUnionValue found : element.getValue()) {
        switch (found.getUnionTag()) {
          case RULINGS -> rulings.add((Long) found.getValue());
          case ITEMS -> items.add((Row) found.getValue());
          case BIDS -> bids.add((Row) found.getValue());
          case TRANSACTIONS -> transactions.add((Row) found.getValue());
          default -> {
            return;
          }
        }
      }
      ItemRows item =
          new ItemRows(
              element.getKey(),
              items.stream().max(Comparator.comparing(row -> row.getInt64("item_seq"))),
              List.copyOf(bids),
              List.copyOf(transactions),
              List.copyOf(rulings));
      for (ItemExpectation expectation : expectations) {
        count(expectation.about().name(), expectation.rule().check(item), timestamp);
      }
    }
  }
}
