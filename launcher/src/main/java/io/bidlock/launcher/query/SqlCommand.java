package io.bidlock.launcher.query;

import io.bidlock.launcher.terminal.CommandFailure;
import io.bidlock.launcher.terminal.UsageFailure;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bidlock sql}. */
@Command(
    name = "sql",
    description = {
      "Answers a question in SQL from the Parquet files of gold, silver and bronze (DuckDB).",
      "Without a question it tells what there is to ask."
    },
    footer = {
      "",
      "Each table is a view: gold.daily_revenue, silver.bids; each topic of bronze too, with its"
          + " records as text, each once: bronze.decisions. For example:",
      "",
      "  bidlock sql \"from gold.daily_revenue order by day\"",
      "  bidlock sql \"select key, count(*) from bronze.bids group by key\"",
      "",
      "Times are UTC. Nothing is written and nothing is downloaded: s3: and gs: cannot be read."
    })
public final class SqlCommand implements Callable<Integer> {
  private static final int LINE = 100;

  @Option(names = "--csv", description = "Writes CSV, all rows.")
  private boolean csv;

  @Option(names = "--json", description = "Writes a JSON array, all rows.")
  private boolean json;

  @Parameters(
      paramLabel = "QUERY",
      arity = "0..1",
      description = "The question; from standard input when that is piped.")
  private Optional<String> query = Optional.empty();

  @Mixin private Layers layers;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (csv && json) {
      throw new UsageFailure("--csv and --json do not go together");
    }
    PrintWriter out = new PrintWriter(new BufferedWriter(spec.commandLine().getOut()));
    try (Warehouse warehouse = Warehouse.open(layers.bronze(), layers.silver(), layers.gold())) {
      Optional<String> question = query.isPresent() ? query : piped();
      if (question.isPresent()) {
        warehouse.ask(question.get(), answer(out));
      } else {
        list(warehouse.views(), out);
      }
    } finally {
      out.flush();
    }
    return 0;
  }

  private static Optional<String> piped() throws IOException {
    if (StandardInput.isTerminal()) {
      return Optional.empty();
    }
    String text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    return Optional.of(text).filter(it -> !it.isBlank());
  }

  private Answer answer(PrintWriter out) {
    if (csv) {
      return new CsvAnswer(out);
    }
    return json ? new JsonAnswer(out) : new TableAnswer(out);
  }

  private void list(Map<String, Map<String, String>> views, PrintWriter out) {
    if (views.isEmpty()) {
      throw new CommandFailure(
          "There are no Parquet files in "
              + String.join(
                  ", ",
                  List.of(
                      layers.gold().toString(),
                      layers.silver().toString(),
                      layers.bronze().toString()))
              + "; --gold, --silver and --bronze say where else they are.");
    }
    views.forEach(
        (view, columns) -> {
          out.println(view);
          StringBuilder line = new StringBuilder("  ");
          for (Map.Entry<String, String> column : columns.entrySet()) {
            String next = column.getKey() + " " + shortly(column.getValue());
            if (line.length() > 2 && line.length() + next.length() > LINE - 2) {
              out.println(line.append(','));
              line = new StringBuilder("  ");
            }
            line.append(line.length() > 2 ? ", " : "").append(next);
          }
          out.println(line);
        });
    if (views.keySet().stream().noneMatch(view -> view.startsWith("gold."))) {
      layers.house().jdbcUrl().ifPresent(url -> out.println(elsewhere(url)));
    }
  }

  /** Silver and gold of a house that runs are no files. */
  private String elsewhere(String jdbcUrl) {
    return "The house that runs on %s has silver and gold in PostgreSQL: psql '%s'"
        .formatted(layers.house().directory(), jdbcUrl.substring("jdbc:".length()));
  }

  /** A type as people call it. */
  private static String shortly(String type) {
    return switch (type) {
      case "VARCHAR" -> "text";
      case "VARCHAR[]" -> "text[]";
      case "TIMESTAMP WITH TIME ZONE" -> "timestamptz";
      default -> type.startsWith("DECIMAL") ? "decimal" : type.toLowerCase(java.util.Locale.ROOT);
    };
  }
}
