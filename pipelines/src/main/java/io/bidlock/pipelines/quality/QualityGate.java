package io.bidlock.pipelines.quality;

import io.bidlock.pipelines.coders.FlatRowCoder;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VoidCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;

/**
 * Lets a batch job go on when every critical expectation holds. In: all results of a run. Out:
 * nothing, which is complete once they hold: what must not be written otherwise waits on it. The
 * job ends with {@link QualityFailed} when one does not.
 */
public final class QualityGate extends PTransform<PCollection<Row>, PCollection<Void>> {
  private static final long serialVersionUID = 1L;

  public QualityGate() {
    super("QualityGate");
  }

  @Override
  public PCollection<Void> expand(PCollection<Row> results) {
    return results
        .apply("Together", WithKeys.of("run"))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), FlatRowCoder.of(QualityResults.TABLE.columns())))
        .apply("AllResults", GroupByKey.create())
        .apply("Decide", ParDo.of(new Decide()))
        .setCoder(VoidCoder.of());
  }

  private static final class Decide extends DoFn<KV<String, Iterable<Row>>, Void> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void decide(@Element KV<String, Iterable<Row>> results) {
      List<String> broken = new ArrayList<>();
      for (Row result : results.getValue()) {
        boolean critical = Severity.CRITICAL.name().equals(result.getString("severity"));
        boolean held = result.getBoolean("held");
        if (critical && !held) {
          broken.add(
              "%s (%s): %,d of %,d fail, e.g. %s"
                  .formatted(
                      result.getString("expectation"),
                      result.getString("rule"),
                      result.getInt64("failed"),
                      result.getInt64("checked"),
                      result.getString("example")));
        }
      }
      if (!broken.isEmpty()) {
        broken.sort(null);
        throw new QualityFailed(
            "Gold was left as it was, since of what is expected this does not hold: "
                + String.join("; ", broken));
      }
    }
  }
}
