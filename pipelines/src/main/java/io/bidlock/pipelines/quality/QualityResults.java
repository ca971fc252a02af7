package io.bidlock.pipelines.quality;

import io.bidlock.pipelines.table.Table;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;

/** The table of what was found, {@code sql/V5__quality_results.sql}. */
public final class QualityResults {
  /** A row an expectation and run. In streaming it grows with what was checked. */
  public static final Table TABLE =
      Table.growing(
              "quality",
              "results",
              Schema.builder()
                  .addDateTimeField("run_at")
                  .addStringField("mode")
                  .addStringField("expectation")
                  .addStringField("layer")
                  .addStringField("rule")
                  .addStringField("severity")
                  .addDecimalField("threshold")
                  .addInt64Field("checked")
                  .addInt64Field("failed")
                  .addBooleanField("held")
                  .addNullableField("example", FieldType.STRING)
                  .build(),
              "checked",
              "run_at",
              "expectation")
          .withTime("run_at");

  private QualityResults() {}
}
