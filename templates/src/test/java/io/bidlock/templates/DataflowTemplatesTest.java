package io.bidlock.templates;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Flex Templates offer what the jobs take, in the same words. */
class DataflowTemplatesTest {
  private static final String PLATFORM = "dataflow";

  @ParameterizedTest
  @EnumSource
  void whatTheJobTakesIsAParameter(Job job) throws IOException {
    assertThat(parameters(job).keySet())
        .containsExactlyInAnyOrderElementsOf(
            job.offered(PLATFORM).stream().map(JobOption::name).toList());
  }

  @ParameterizedTest
  @EnumSource
  void itIsDescribedAndDefaultsAsInTheJob(Job job) throws IOException {
    Map<String, JsonNode> parameters = parameters(job);
    for (JobOption option : job.offered(PLATFORM)) {
      JsonNode parameter = parameters.get(option.name());
      assertThat(parameter.get("helpText").asText()).isEqualTo(option.description());
      assertThat(parameter.get("isOptional").asBoolean())
          .as(option.name())
          .isEqualTo(!option.required());
      assertThat(Optional.ofNullable(parameter.get("defaultValue")).map(JsonNode::asText))
          .as(option.name())
          .isEqualTo(option.defaultValue());
      assertThat(parameter.get("label").asText()).as(option.name()).isNotBlank();
    }
  }

  @ParameterizedTest
  @EnumSource
  void itIsChecked(Job job) throws IOException {
    Map<String, JsonNode> parameters = parameters(job);
    for (JobOption option : job.offered(PLATFORM)) {
      JsonNode parameter = parameters.get(option.name());
      List<Pattern> checks =
          texts(parameter.get("regexes")).stream().map(Pattern::compile).toList();
      assertThat(checks).as(option.name()).isNotEmpty();
      option.defaultValue().ifPresent(value -> assertThat(passes(checks, value)).isTrue());
      assertThat(passes(checks, "two\nlines")).as(option.name()).isFalse();
      if (option.type().isPrimitive()) {
        assertThat(passes(checks, "1")).as(option.name()).isTrue();
        assertThat(passes(checks, "-1")).as(option.name()).isFalse();
        assertThat(passes(checks, "one")).as(option.name()).isFalse();
      }
      if (option.type().isEnum()) {
        List<String> values =
            Arrays.stream(option.type().getEnumConstants()).map(Object::toString).toList();
        assertThat(texts(parameter.get("enumOptions"), "value")).isEqualTo(values);
        assertThat(values).allMatch(value -> passes(checks, value));
        assertThat(passes(checks, "OTHER")).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatBelongsTogetherStandsTogether(Job job) throws IOException {
    List<String> groups =
        parameters(job).values().stream().map(one -> one.get("groupName").asText()).toList();

    assertThat(groups).allMatch(group -> !group.isBlank());
    long changes = 1;
    for (int i = 1; i < groups.size(); i++) {
      changes += groups.get(i).equals(groups.get(i - 1)) ? 0 : 1;
    }
    assertThat(changes).isEqualTo(groups.stream().distinct().count());
  }

  @Test
  void theImageStartsEitherJob() throws IOException {
    String dockerfile = Files.readString(Job.TEMPLATES.resolve("dataflow/Dockerfile"));
    String readme = Files.readString(Job.TEMPLATES.resolve("dataflow/README.md"));

    assertThat(dockerfile)
        .contains("FROM gcr.io/dataflow-templates-base/java17-template-launcher-base")
        .contains("ENV FLEX_TEMPLATE_JAVA_CLASSPATH=")
        .contains("ENV FLEX_TEMPLATE_JAVA_MAIN_CLASS=");
    for (Job job : Job.values()) {
      assertThat(readme).contains("MAIN_CLASS=" + job.mainClass());
    }
  }

  private static boolean passes(List<Pattern> checks, String value) {
    return checks.stream().allMatch(check -> check.matcher(value).matches());
  }

  private static Map<String, JsonNode> parameters(Job job) throws IOException {
    JsonNode metadata =
        new ObjectMapper()
            .readTree(
                Job.TEMPLATES
                    .resolve(PLATFORM)
                    .resolve(job.name().toLowerCase(Locale.ROOT) + ".json")
                    .toFile());
    assertThat(metadata.get("name").asText()).isNotBlank();
    Map<String, JsonNode> parameters = new LinkedHashMap<>();
    for (JsonNode parameter : metadata.get("parameters")) {
      assertThat(parameters.put(parameter.get("name").asText(), parameter)).as("twice").isNull();
    }
    return parameters;
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static List<String> texts(JsonNode array, String field) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(one -> one.get(field).asText())
        .toList();
  }
}
