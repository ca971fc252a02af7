package io.bidlock.pipelines.gold;

import io.bidlock.pipelines.coders.FlatRowCoder;
import io.bidlock.pipelines.silver.BidRows;
import io.bidlock.pipelines.silver.SilverCollections;
import java.math.BigDecimal;
import java.util.Optional;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.Row;

/**
 * What bidders did and what came of it, as facts of one shape: a bid at its time, and at an item's
 * close that somebody took part and what they are to pay.
 */
final class BidderFacts {
  /** {@code item_id} is there where an item was bid on. */
  static final Schema COLUMNS =
      Schema.builder()
          .addDateTimeField("happened_at")
          .addStringField("bidder_id")
          .addStringField("currency")
          .addNullableField("item_id", FieldType.STRING)
          .addInt64Field("bids")
          .addInt64Field("accepted_bids")
          .addInt64Field("auctions")
          .addInt64Field("wins")
          .addDecimalField("spent")
          .build();

  private BidderFacts() {}

  static PCollectionList<Row> of(SilverCollections silver) {
    return PCollectionList.of(facts("Bids", silver.newBids(), BidderFacts::bid))
        .and(facts("Participations", silver.participations(), BidderFacts::participation))
        .and(facts("Purchases", silver.transactions(), BidderFacts::purchase));
  }

  private static PCollection<Row> facts(
      String name, PCollection<Row> rows, SerializableFunction<Row, Optional<Row>> toFact) {
    return rows.apply(name, ParDo.of(new ToFact(toFact))).setCoder(FlatRowCoder.of(COLUMNS));
  }

  /** A tombstone no longer knows its currency. */
  private static Optional<Row> bid(Row bid) {
    if (!BidRows.counts(bid)) {
      return Optional.empty();
    }
    String currency = bid.getString("currency");
    return Optional.of(
        Row.withSchema(COLUMNS)
            .attachValues(
                bid.getDateTime("placed_at").toInstant(),
                bid.getString("bidder_id"),
                currency == null ? "" : currency,
                bid.getString("item_id"),
                1L,
                BidRows.accepted(bid) ? 1L : 0L,
                0L,
                0L,
                BigDecimal.ZERO));
  }

  /** Who had no bid accepted could not have won. */
  private static Optional<Row> participation(Row one) {
    if (one.getInt64("bids") == 0) {
      return Optional.empty();
    }
    return Optional.of(
        closed(one, one.getString("bidder_id"), 1, one.getBoolean("won") ? 1 : 0, BigDecimal.ZERO));
  }

  private static Optional<Row> purchase(Row sale) {
    return Optional.of(
        closed(sale, sale.getString("buyer_id"), 0, 0, sale.getDecimal("hammer_price")));
  }

  private static Row closed(Row one, String bidderId, long auctions, long wins, BigDecimal spent) {
    return Row.withSchema(COLUMNS)
        .attachValues(
            one.getDateTime("closed_at").toInstant(),
            bidderId,
            one.getString("currency"),
            null,
            0L,
            0L,
            auctions,
            wins,
            spent);
  }

  private static final class ToFact extends DoFn<Row, Row> {
    private static final long serialVersionUID = 1L;
    private final SerializableFunction<Row, Optional<Row>> toFact;

    ToFact(SerializableFunction<Row, Optional<Row>> toFact) {
      this.toFact = toFact;
    }

    @ProcessElement
    public void toFact(@Element Row row, OutputReceiver<Row> out) {
      toFact.apply(row).ifPresent(out::output);
    }
  }
}
