package io.bidlock.pipelines.spark;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlock.pipelines.arbitration.ArbitrationOptions;
import io.bidlock.pipelines.arbitration.ArbitrationPipeline;
import io.bidlock.pipelines.medallion.MedallionPipeline;
import org.junit.jupiter.api.Test;

/** What Spark cannot do is said before anything begins, with what can be done instead. */
class RefusalsTest {
  private static final String KAFKA = "--bootstrapServers=nowhere:1";

  @Test
  void theMedallionInStreaming() {
    assertThatThrownBy(
            () -> MedallionPipeline.options("--runner=SparkRunner", "--mode=STREAMING", KAFKA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--runner=FlinkRunner, or --mode=BATCH");
  }

  @Test
  void theMedallionWhereNoModeIsNamed() {
    assertThatThrownBy(() -> MedallionPipeline.options("--runner=SparkRunner", KAFKA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--mode=BATCH");
  }

  @Test
  void anOrderThatWaitsForAWatermark() {
    assertThatThrownBy(
            () ->
                ArbitrationPipeline.options(
                    ArbitrationOptions.class, "--runner=SparkRunner", "--order=OFFSET", KAFKA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--order=ARRIVAL");
  }
}
