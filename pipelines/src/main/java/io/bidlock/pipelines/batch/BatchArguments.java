package io.bidlock.pipelines.batch;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The command line of {@link BatchArbitration}.
 *
 * @param runner Beam's name of the runner
 * @param asOfMillis what is due by then is closed
 * @param runnerArguments what else was given, for the runner
 */
record BatchArguments(
    Path items, Path bids, Path out, String runner, long asOfMillis, List<String> runnerArguments) {

  static final String USAGE =
      """
      Usage: batch --items F.csv --bids F.csv --out DIR [--runner flink|spark|direct] [--as-of TIME]

      Arbitrates auctions from files. Writes DIR/decisions.jsonl, DIR/outcomes.csv and
      DIR/rejects.csv (lines that could not be read, with their number and the reason).

        --items   item_id,seller_id,title,category,currency,format,start_price,opens_at,closes_at,
                  and what else a listing may say; columns in any order
        --bids    bid_id,item_id,bidder_id,amount,placed_at
        --out     a directory, made where it is missing
        --runner  flink (the default), spark or direct
        --as-of   close what is due by this time, ISO 8601; default: everything
      """;

  /** Later than anything that a listing may name, so that everything has ended. */
  private static final long END_OF_TIME_MILLIS =
      Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  /**
   * Reads {@code --name value} and {@code --name=value}.
   *
   * @throws InputProblem when something is missing or cannot be understood
   */
  static BatchArguments parse(String... arguments) {
    Map<String, String> values = values(arguments);
    Path items = path(values, "items");
    Path bids = path(values, "bids");
    Path out = path(values, "out");
    String runner = runner(values.getOrDefault("runner", "flink"));
    String asOf = values.remove("as-of");
    long asOfMillis = asOf == null ? END_OF_TIME_MILLIS : asOfMillis(asOf);
    values.keySet().removeAll(List.of("items", "bids", "out", "runner"));
    return new BatchArguments(
        items,
        bids,
        out,
        runner,
        asOfMillis,
        values.entrySet().stream()
            .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
            .toList());
  }

  private static Map<String, String> values(String... arguments) {
    Map<String, String> values = new LinkedHashMap<>();
    List<String> left = new ArrayList<>(List.of(arguments));
    while (!left.isEmpty()) {
      String argument = left.remove(0);
      int equals = argument.indexOf('=');
      if (!argument.startsWith("--")) {
        throw new InputProblem("'" + argument + "' is not understood\n\n" + USAGE);
      } else if (equals > 0) {
        values.put(argument.substring(2, equals), argument.substring(equals + 1));
      } else if (left.isEmpty()) {
        throw new InputProblem(argument + " needs a value\n\n" + USAGE);
      } else {
        values.put(argument.substring(2), left.remove(0));
      }
    }
    return values;
  }

  private static Path path(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null || value.isEmpty()) {
      throw new InputProblem("--" + name + " is required\n\n" + USAGE);
    }
    return Path.of(value);
  }

  private static String runner(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "flink", "flinkrunner" -> "FlinkRunner";
      case "spark", "sparkrunner" -> "SparkRunner";
      case "direct", "directrunner" -> "DirectRunner";
      default -> throw new InputProblem("--runner is flink, spark or direct, not '" + name + "'");
    };
  }

  /**
   * What {@code --as-of} says.
   *
   * @throws InputProblem when it is no instant
   */
  static long asOfMillis(String text) {
    try {
      return Math.max(0, Instant.parse(text).toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      throw new InputProblem(
          "--as-of '" + text + "' is no ISO 8601 instant like 2026-11-21T18:00:00Z", e);
    }
  }
}
