package io.bidlock.templates;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.bidlock.pipelines.arbitration.ArbitrationOptions;
import io.bidlock.pipelines.arbitration.ArbitrationPipeline;
import io.bidlock.pipelines.medallion.MedallionOptions;
import io.bidlock.pipelines.medallion.MedallionPipeline;
import io.bidlock.servers.Classpaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.options.PipelineOptions;

/** The two jobs that there are templates for. */
enum Job {
  ARBITRATION(ArbitrationOptions.class, ArbitrationPipeline.class),
  MEDALLION(MedallionOptions.class, MedallionPipeline.class);

  /** Where templates lie. */
  static final Path TEMPLATES = Classpaths.find().home().resolve("templates");

  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private final Class<? extends PipelineOptions> options;
  private final Class<?> main;

  Job(Class<? extends PipelineOptions> options, Class<?> main) {
    this.options = options;
    this.main = main;
  }

  Class<? extends PipelineOptions> options() {
    return options;
  }

  String mainClass() {
    return main.getName();
  }

  /** What a template offers: all options but the withheld ones. */
  List<JobOption> offered(String platform) {
    return JobOption.of(options).stream()
        .filter(option -> withheld().stream().noneMatch(one -> isIt(one, option, platform)))
        .toList();
  }

  private boolean isIt(JsonNode withheld, JobOption option, String platform) {
    return withheld.get("option").asText().equals(option.name())
        && concerns(withheld)
        && StreamSupport.stream(withheld.get("on").spliterator(), false)
            .anyMatch(one -> one.asText().equals(platform));
  }

  /** Whether an entry of {@code withheld.yaml} is about this job. */
  boolean concerns(JsonNode withheld) {
    return !withheld.has("job")
        || withheld.get("job").asText().equals(name().toLowerCase(Locale.ROOT));
  }

  /** The entries of {@code withheld.yaml}. */
  static List<JsonNode> withheld() {
    return StreamSupport.stream(yaml("withheld.yaml").spliterator(), false).toList();
  }

  /**
   * Reads a template in YAML, or in JSON, which is YAML too.
   *
   * @throws UncheckedIOException when it is not well formed, or says something twice
   */
  static JsonNode yaml(String file) {
    try {
      return YAML.readTree(TEMPLATES.resolve(file).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
  }
}
