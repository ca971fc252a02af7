package io.bidlock.templates;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bidlock.pipelines.runner.FlinkSettings;
import io.bidlock.pipelines.runner.FlinkSettings.Pace;
import io.bidlock.pipelines.runner.RunnerArguments;
import io.bidlock.pipelines.runner.SparkSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The manifests offer what the jobs take, in the same words, and set what the jobs would set. */
class ManifestsTest {
  private static final String FLINK_ARGUMENTS = "/spec/job/args";
  private static final String SPARK_ARGUMENTS = "/spec/arguments";

  @ParameterizedTest
  @CsvSource({
    "ARBITRATION, flink, flink/arbitration.yaml, " + FLINK_ARGUMENTS,
    "MEDALLION, flink, flink/medallion.yaml, " + FLINK_ARGUMENTS,
    "ARBITRATION, spark, spark/arbitration.yaml, " + SPARK_ARGUMENTS,
    "MEDALLION, spark, spark/medallion-batch.yaml, " + SPARK_ARGUMENTS
  })
  void whatTheJobTakesStandsInIt(Job job, String platform, String file, String arguments) {
    Manifest manifest = Manifest.read(file, arguments);
    List<JobOption> offered = job.offered(platform);

    for (JobOption option : offered) {
      assertThat(manifest.options()).containsKey(option.name());
      Manifest.Offer offer = manifest.options().get(option.name());
      assertThat(offer.description()).as(option.name()).isEqualTo(option.description());
      if (!offer.given()) {
        assertThat(offer.value()).as(option.name()).isEqualTo(option.defaultValue().orElse(""));
        assertThat(option.required()).as(option.name()).isFalse();
      }
    }
    Set<String> names = Set.copyOf(offered.stream().map(JobOption::name).toList());
    assertThat(JobOption.of(job.options()).stream().map(JobOption::name))
        .filteredOn(manifest.options()::containsKey)
        .as("what is withheld is not offered")
        .allMatch(names::contains);
  }

  @ParameterizedTest
  @CsvSource({"ARBITRATION, flink/arbitration.yaml", "MEDALLION, flink/medallion.yaml"})
  void flinkTakesTheArguments(Job job, String file) {
    Manifest manifest = Manifest.read(file, FLINK_ARGUMENTS);

    PipelineOptions options =
        PipelineOptionsFactory.fromArgs(manifest.arguments().toArray(String[]::new))
            .withValidation()
            .as(job.options());

    assertThat(options.getRunner().getSimpleName()).isEqualTo("FlinkRunner");
    JsonNode spec = manifest.content().get("spec");
    assertThat(spec.at("/job/entryClass").asText()).isEqualTo(job.mainClass());
    assertThat(spec.at("/job/parallelism").asText())
        .isEqualTo(manifest.argument("parallelism").orElseThrow());
    String version = EnvironmentInformation.getVersion();
    assertThat(spec.get("flinkVersion").asText())
        .isEqualTo("v" + version.substring(0, version.lastIndexOf('.')).replace('.', '_'));
  }

  @ParameterizedTest
  @CsvSource({"ANSWERS, flink/arbitration.yaml", "TABLES, flink/medallion.yaml"})
  void flinkIsToldWhatTheJobWouldTellIt(Pace pace, String file) throws IOException {
    Manifest manifest = Manifest.read(file, FLINK_ARGUMENTS);
    RunnerArguments told = FlinkSettings.streaming(new RunnerArguments(), pace, 2, "/checkpoints");

    for (String argument : told.toArray()) {
      if (!argument.startsWith("--flinkConfDir=") && !argument.startsWith("--streaming=")) {
        assertThat(manifest.arguments()).contains(argument);
      }
    }
    JsonNode configuration = manifest.content().at("/spec/flinkConfiguration");
    Path written = Path.of(told.get("flinkConfDir").orElseThrow(), "flink-conf.yaml");
    for (String line : Files.readAllLines(written)) {
      String[] setting = line.split(": ", 2);
      assertThat(configuration.has(setting[0])).as(setting[0]).isTrue();
      if (!setting[0].equals("state.checkpoints.dir")) {
        assertThat(configuration.get(setting[0]).asText()).as(setting[0]).isEqualTo(setting[1]);
      }
    }
    assertThat(configuration.fieldNames())
        .toIterable()
        .contains("state.savepoints.dir", "high-availability.type", "high-availability.storageDir");
    assertThat(manifest.argument("flinkConfDir")).contains("/opt/flink/conf");
  }

  @ParameterizedTest
  @CsvSource({"ARBITRATION, spark/arbitration.yaml", "MEDALLION, spark/medallion-batch.yaml"})
  void sparkIsOfTheVersionThatTheJarIsFor(Job job, String file) throws IOException {
    JsonNode spec = Manifest.read(file, SPARK_ARGUMENTS).content().get("spec");
    Matcher version =
        Pattern.compile("<spark.version>(.*)</spark.version>")
            .matcher(Files.readString(Job.TEMPLATES.resolveSibling("pom.xml")));

    assertThat(version.find()).isTrue();
    assertThat(spec.get("sparkVersion").asText()).isEqualTo(version.group(1));
    assertThat(spec.get("mainClass").asText()).isEqualTo(job.mainClass());
  }

  @Test
  void sparkIsToldWhatTheJobsWouldTellIt() {
    String anyMaster = "--sparkMaster=yarn";

    assertThat(Manifest.read("spark/medallion-batch.yaml", SPARK_ARGUMENTS).arguments())
        .contains(beside(anyMaster, SparkSettings.batch(new RunnerArguments(anyMaster))));
    assertThat(Manifest.read("spark/arbitration.yaml", SPARK_ARGUMENTS).arguments())
        .contains(beside(anyMaster, SparkSettings.streaming(new RunnerArguments(anyMaster))));
  }

  private static String[] beside(String given, RunnerArguments told) {
    return Stream.of(told.toArray())
        .filter(argument -> !argument.equals(given))
        .toArray(String[]::new);
  }

  @Test
  void whatIsWithheldExistsAndHasAReason() {
    for (JsonNode withheld : Job.withheld()) {
      String option = withheld.get("option").asText();
      for (Job job : Job.values()) {
        if (withheld.has("job") && job.concerns(withheld)) {
          assertThat(JobOption.of(job.options())).extracting(JobOption::name).contains(option);
        }
      }
      assertThat(withheld.get("why").asText()).as(option).endsWith(".");
      assertThat(withheld.get("on")).as(option).isNotEmpty();
    }
  }
}
