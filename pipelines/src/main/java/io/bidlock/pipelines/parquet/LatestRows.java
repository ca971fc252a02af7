package io.bidlock.pipelines.parquet;

import io.bidlock.pipelines.coders.FlatRowCoder;
import io.bidlock.pipelines.table.Table;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;

/** Of the rows that a growing table was given under one key, the one that it would keep. */
final class LatestRows extends PTransform<PCollection<Row>, PCollection<Row>> {
  private static final long serialVersionUID = 1L;

  private final Table table;

  LatestRows(Table table) {
    super("LatestRows");
    this.table = table;
  }

  @Override
  public PCollection<Row> expand(PCollection<Row> rows) {
    Schema key = table.key().stream().map(table.columns()::getField).collect(Schema.toSchema());
    return rows.apply("ByKey", ParDo.of(new ByKey(key)))
        .setCoder(KvCoder.of(FlatRowCoder.of(key), FlatRowCoder.of(table.columns())))
        .apply("Latest", Combine.perKey(new Latest(table.version().orElseThrow())))
        .apply("Rows", Values.create())
        .setCoder(FlatRowCoder.of(table.columns()));
  }

  private static final class ByKey extends DoFn<Row, KV<Row, Row>> {
    private static final long serialVersionUID = 1L;
    private final Schema key;

    ByKey(Schema key) {
      this.key = key;
    }

    @ProcessElement
    public void byKey(@Element Row row, OutputReceiver<KV<Row, Row>> out) {
      List<Object> values = key.getFieldNames().stream().map(row::<Object>getValue).toList();
      out.output(KV.of(Row.withSchema(key).addValues(values).build(), row));
    }
  }

  private static final class Latest extends Combine.BinaryCombineFn<Row> {
    private static final long serialVersionUID = 1L;
    private final String version;

    Latest(String version) {
      this.version = version;
    }

    @Override
    public Row apply(Row one, Row other) {
      return one.getInt64(version) >= other.getInt64(version) ? one : other;
    }
  }
}
