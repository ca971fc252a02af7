package io.bidlock.pipelines.testing;

import io.bidlock.auction.arbitration.ItemRulings;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.pipelines.coders.ItemRulingsCoder;
import io.bidlock.pipelines.coders.RulingCoder;
import io.bidlock.pipelines.silver.BronzeToSilver;
import io.bidlock.pipelines.silver.Silver;
import io.bidlock.pipelines.silver.SilverCollections;
import io.bidlock.pipelines.table.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Duration;

/** Tables that follow from rulings and users, as a bounded run or a stream of bundles has them. */
public final class SilverRun {
  private static final int BUNDLE = 200;
  private static final TupleTag<Ruling> RULINGS = new TupleTag<>("rulings") {};
  private static final TupleTag<Row> USERS = new TupleTag<>("users") {};

  /** What is made of silver. */
  public interface Step {
    Map<Table, PCollection<Row>> of(SilverCollections silver, PCollection<Row> users);
  }

  private final List<Ruling> rulings;
  private final List<Row> users;

  public SilverRun(List<Ruling> rulings, List<Row> users) {
    this.rulings = List.copyOf(rulings);
    this.users = List.copyOf(users);
  }

  /** Of all at once. */
  public Map<Table, Map<String, List<Object>>> bounded(PipelineOptions options, Step step) {
    Pipeline pipeline = Pipeline.create(options);
    return run(
        pipeline,
        pipeline
            .apply("Rulings", Create.of(byItem(rulings)).withCoder(ItemRulingsCoder.of()))
            .apply("BronzeToSilver", BronzeToSilver.atOnce()),
        pipeline.apply("Users", Create.of(users).withCoder(RowCoder.of(Silver.USERS.columns()))),
        step);
  }

  /**
   * Of a stream that brings them bundle by bundle, users in between; on Direct two seconds after
   * each other, so that windows tell what they have more than once.
   */
  public Map<Table, Map<String, List<Object>>> stream(PipelineOptions options, Step step) {
    Pipeline pipeline = Pipeline.create(options);
    boolean timePasses = options.getRunner().getSimpleName().equals("DirectRunner");
    PCollection<KV<Ruling, Row>> both = pipeline.apply("Stream", stream(timePasses));
    PCollectionTuple split =
        both.apply("Split", ParDo.of(new Split()).withOutputTags(RULINGS, TupleTagList.of(USERS)));
    return run(
        pipeline,
        split
            .get(RULINGS)
            .setCoder(RulingCoder.of())
            .apply("BronzeToSilver", BronzeToSilver.onArrival()),
        split.get(USERS).setCoder(RowCoder.of(Silver.USERS.columns())),
        step);
  }

  /** As arbitration gives them in batch: each item's together and in order, items in any. */
  public static List<ItemRulings> byItem(List<Ruling> rulings) {
    Map<String, List<Ruling>> items = new LinkedHashMap<>();
    for (Ruling ruling : rulings) {
      items.computeIfAbsent(ruling.itemId(), item -> new ArrayList<>()).add(ruling);
    }
    items.values().forEach(all -> all.sort(Comparator.comparing(Ruling::itemSeq)));
    return items.entrySet().stream()
        .map(item -> new ItemRulings(item.getKey(), 0, item.getValue()))
        .toList();
  }

  private static final class Split extends DoFn<KV<Ruling, Row>, Ruling> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void split(@Element KV<Ruling, Row> either, MultiOutputReceiver out) {
      if (either.getKey() != null) {
        out.get(RULINGS).output(either.getKey());
      } else {
        out.get(USERS).output(either.getValue());
      }
    }
  }

  private static Map<Table, Map<String, List<Object>>> run(
      Pipeline pipeline, SilverCollections silver, PCollection<Row> users, Step step) {
    Map<Table, PCollection<Row>> tables = new LinkedHashMap<>(silver.byTable());
    tables.putAll(step.of(silver, users));
    Map<Table, Collected<Row>> collected = new LinkedHashMap<>();
    tables.forEach(
        (table, rows) -> {
          Collected<Row> collect = new Collected<>();
          collected.put(table, collect);
          rows.apply("Collect" + table, collect);
        });
    pipeline.run().waitUntilFinish();
    Map<Table, Map<String, List<Object>>> kept = new LinkedHashMap<>();
    collected.forEach((table, rows) -> kept.put(table, Tables.kept(table, rows.values())));
    return kept;
  }

  private TestStream<KV<Ruling, Row>> stream(boolean timePasses) {
    TestStream.Builder<KV<Ruling, Row>> stream =
        TestStream.create(
            KvCoder.of(
                NullableCoder.of(RulingCoder.of()),
                NullableCoder.of(RowCoder.of(Silver.USERS.columns()))));
    int bundles = (rulings.size() + BUNDLE - 1) / BUNDLE;
    for (int bundle = 0; bundle < bundles; bundle++) {
      List<KV<Ruling, Row>> elements = new ArrayList<>();
      for (Ruling ruling : part(rulings, bundle, bundles)) {
        elements.add(KV.of(ruling, null));
      }
      for (Row user : part(users, bundle, bundles)) {
        elements.add(KV.of(null, user));
      }
      stream = add(stream, elements.get(0), elements.subList(1, elements.size()));
      if (timePasses) {
        stream = stream.advanceProcessingTime(Duration.standardSeconds(2));
      }
    }
    return stream.advanceWatermarkToInfinity();
  }

  private static <T> List<T> part(List<T> all, int part, int parts) {
    return all.subList(all.size() * part / parts, all.size() * (part + 1) / parts);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static TestStream.Builder<KV<Ruling, Row>> add(
      TestStream.Builder<KV<Ruling, Row>> stream,
      KV<Ruling, Row> first,
      List<KV<Ruling, Row>> rest) {
    return stream.addElements(first, rest.toArray(new KV[0]));
  }
}
