package io.bidlock.pipelines.bench;

import io.bidlock.pipelines.arbitration.ArbitrationOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** What can be set of {@link BenchStream}, beside everything of the arbitration job. */
public interface BenchOptions extends ArbitrationOptions {

  /** What stands between reading and writing. */
  enum Variant {
    /** Lock check and arbitration. */
    DECIDE,
    /** Nothing: each record is answered as it is. */
    IDENTITY
  }

  @Description("What to measure: DECIDE, the whole job, or IDENTITY, reading and writing alone.")
  @Default.Enum("DECIDE")
  Variant getVariant();

  void setVariant(Variant value);

  @Description("Measure nothing: only say READY, or in a line what is wrong with these options.")
  @Default.Boolean(false)
  boolean getCheckOnly();

  void setCheckOnly(boolean value);

  @Description("So many records are answered before the measuring begins.")
  @Default.Long(0)
  long getWarmUpRecords();

  void setWarmUpRecords(long value);
}
