package io.bidlock.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.servers.Classpaths;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobJarTest {
  @ParameterizedTest
  @ValueSource(strings = {"flink", "spark"})
  void aClusterHasItsEngineAndTheJarHasTheJobs(String engine) throws Exception {
    assertThat(Classpaths.find().of("clusters/" + engine))
        .contains(engine + "-")
        .doesNotContain("beam");
    assertThat(JobJar.of(engine)).isNotEmptyFile();
  }
}
