package io.bidlock.templates;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * A manifest of Kubernetes for a job. Every option of the job stands in it with its description
 * before it as a comment; one that has its default anyway is commented out.
 *
 * @param arguments what the job is started with
 * @param options by name
 */
record Manifest(JsonNode content, List<String> arguments, Map<String, Offer> options) {
  private static final Pattern OPTION = Pattern.compile("(# )?- --(\\w+)=(.*)");

  /**
   * An option as the manifest has it.
   *
   * @param given whether it is not commented out
   */
  record Offer(String description, boolean given, String value) {}

  /**
   * @param file in {@code templates/}
   * @param arguments where the list of arguments stands in it, as a JSON pointer
   */
  static Manifest read(String file, String arguments) {
    JsonNode content = Job.yaml(file);
    List<String> given =
        StreamSupport.stream(content.at(arguments).spliterator(), false)
            .map(JsonNode::asText)
            .toList();
    try {
      return new Manifest(content, given, offers(Files.readAllLines(Job.TEMPLATES.resolve(file))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Offer> offers(List<String> lines) {
    Map<String, Offer> offers = new LinkedHashMap<>();
    List<String> comment = new ArrayList<>();
    for (String line : lines) {
      String text = line.strip();
      Matcher option = OPTION.matcher(text);
      if (option.matches()) {
        offers.put(
            option.group(2),
            new Offer(String.join(" ", comment), option.group(1) == null, option.group(3)));
        comment.clear();
      } else if (text.startsWith("# ")) {
        comment.add(text.substring(2));
      } else {
        comment.clear();
      }
    }
    return offers;
  }

  /** The value of an argument. */
  Optional<String> argument(String name) {
    String prefix = "--" + name + "=";
    return arguments.stream()
        .filter(argument -> argument.startsWith(prefix))
        .map(argument -> argument.substring(prefix.length()))
        .findFirst();
  }
}
