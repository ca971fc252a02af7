package io.bidlock.pipelines.gold;

import io.bidlock.pipelines.coders.FlatRowCoder;
import io.bidlock.pipelines.silver.Silver;
import io.bidlock.pipelines.silver.SilverCollections;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Duration;

/**
 * What each bidder did on a day, and who they are: sums of the day beside what only their whole
 * history tells. In: silver. Out: rows of {@code gold.bidder_analytics}; where a user's region
 * changes, or an earlier first day turns up, the rows that it changes come again.
 *
 * <p>What stays in state for ever, in streaming, is a user's row and a bidder's first day: they may
 * bid at any time.
 */
final class BidderAnalytics extends PTransform<PCollection<Row>, PCollection<Row>> {
  private static final long serialVersionUID = 1L;

  /**
   * In streaming, news about a bidder correct days of a year up to their latest, and none before:
   * that many days are remembered of each.
   */
  static final int REMEMBERED_DAYS = 366;

  /** Either a row of {@code silver.users} or one of {@link BidderDays}. */
  private static final Schema NEWS =
      Schema.builder()
          .addNullableField("user", FieldType.row(Silver.USERS.columns()))
          .addNullableField("day", FieldType.row(BidderDays.TABLE.columns()))
          .build();

  private final SilverCollections silver;
  private final GoldWindows windows;

  BidderAnalytics(SilverCollections silver, GoldWindows windows) {
    this.silver = silver;
    this.windows = windows;
  }

  /** Takes rows of {@code silver.users}. */
  @Override
  public PCollection<Row> expand(PCollection<Row> users) {
    PCollection<Row> days =
        BidderFacts.of(silver)
            .apply("BidderDays", new Tally(new BidderDays(), Period.DAY, windows));
    PCollection<KV<String, Row>> news =
        PCollectionList.of(news("NewsOfDays", days, "day", "bidder_id"))
            .and(news("NewsOfUsers", users, "user", "user_id"))
            .apply("News", Flatten.pCollections());
    PCollection<Row> rows =
        news.isBounded() == IsBounded.BOUNDED
            ? news.apply("ByBidder", GroupByKey.create()).apply("Tell", ParDo.of(new TellAtOnce()))
            : news.apply("Tell", ParDo.of(new TellOnArrival()));
    return rows.setCoder(FlatRowCoder.of(Gold.BIDDER_ANALYTICS.columns()));
  }

  /** What has waited for the triggers of days and what has not can only meet without any. */
  private static PCollection<KV<String, Row>> news(
      String name, PCollection<Row> rows, String kind, String bidder) {
    return rows.apply(name, ParDo.of(new News(kind, bidder)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), RowCoder.of(NEWS)))
        .apply(
            name + "AtAnyTime",
            Window.<KV<String, Row>>into(new GlobalWindows())
                .triggering(DefaultTrigger.of())
                .withAllowedLateness(Duration.ZERO)
                .discardingFiredPanes());
  }

  private static final class News extends DoFn<Row, KV<String, Row>> {
    private static final long serialVersionUID = 1L;
    private final String kind;
    private final String bidder;

    News(String kind, String bidder) {
      this.kind = kind;
      this.bidder = bidder;
    }

    @ProcessElement
    public void tell(@Element Row row, OutputReceiver<KV<String, Row>> out) {
      out.output(
          KV.of(row.getString(bidder), Row.withSchema(NEWS).withFieldValue(kind, row).build()));
    }
  }

  /** All that is known of a bidder, at once. */
  private static final class TellAtOnce extends DoFn<KV<String, Iterable<Row>>, Row> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void tell(@Element KV<String, Iterable<Row>> bidder, OutputReceiver<Row> out) {
      BidderProfile profile = BidderProfile.NOTHING;
      List<Row> days = new ArrayList<>();
      for (Row news : bidder.getValue()) {
        Row day = news.getRow("day");
        if (day == null) {
          profile = profile.withUser(news.getRow("user"));
        } else {
          profile = profile.withDay(day);
          days.add(day);
        }
      }
      days.stream().map(profile::analytics).forEach(out::output);
    }
  }

  private static final class TellOnArrival extends DoFn<KV<String, Row>, Row> {
    private static final long serialVersionUID = 1L;

    @StateId("user")
    private final StateSpec<ValueState<Row>> userSpec =
        StateSpecs.value(FlatRowCoder.of(Silver.USERS.columns()));

    @StateId("first-day")
    private final StateSpec<ValueState<Long>> firstDaySpec = StateSpecs.value(VarLongCoder.of());

    @StateId("days")
    private final StateSpec<MapState<String, Row>> daysSpec =
        StateSpecs.map(StringUtf8Coder.of(), FlatRowCoder.of(BidderDays.TABLE.columns()));

    @ProcessElement
    public void tell(
        @Element KV<String, Row> news,
        @StateId("user") ValueState<Row> user,
        @StateId("first-day") ValueState<Long> firstDay,
        @StateId("days") MapState<String, Row> days,
        OutputReceiver<Row> out) {
      BidderProfile before = new BidderProfile(user.read(), firstDay.read());
      Row day = news.getValue().getRow("day");
      BidderProfile after =
          day == null ? before.withUser(news.getValue().getRow("user")) : before.withDay(day);
      if (day != null) {
        remember(day, days);
        out.output(after.analytics(day));
      }
      if (!after.equals(before)) {
        if (after.user() != null) {
          user.write(after.user());
        }
        if (after.firstDay() != null) {
          firstDay.write(after.firstDay());
        }
        for (Row one : days.values().read()) {
          out.output(after.analytics(one));
        }
      }
    }

    private static void remember(Row day, MapState<String, Row> days) {
      String key = day.getValue("day") + "/" + day.getString("currency");
      boolean isNew = days.get(key).read() == null;
      days.put(key, day);
      if (isNew) {
        forgetOld(days);
      }
    }

    private static void forgetOld(MapState<String, Row> days) {
      List<Map.Entry<String, Row>> all = new ArrayList<>();
      days.entries().read().forEach(all::add);
      long latest =
          all.stream().mapToLong(one -> BidderProfile.epochDay(one.getValue())).max().orElse(0);
      for (Map.Entry<String, Row> one : all) {
        if (BidderProfile.epochDay(one.getValue()) <= latest - REMEMBERED_DAYS) {
          days.remove(one.getKey());
        }
      }
    }
  }
}
