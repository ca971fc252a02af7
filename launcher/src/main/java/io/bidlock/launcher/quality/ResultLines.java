package io.bidlock.launcher.quality;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Results in lines for people. */
final class ResultLines {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private ResultLines() {}

  /**
   * A table and a line that sums it up.
   *
   * @param results of one run, at least one
   * @param failedOnly leaves out what held
   */
  static List<String> of(List<Result> results, boolean failedOnly) {
    List<String> lines = new ArrayList<>();
    Result any = results.getFirst();
    lines.add("The %s run of %s".formatted(any.mode().toLowerCase(Locale.ROOT), any.runAt()));
    lines.add("");
    int width = results.stream().mapToInt(one -> one.expectation().length()).max().orElse(0);
    for (Result result : results) {
      if (!failedOnly || !result.held()) {
        lines.add(line(result, width));
        if (result.failed() > 0) {
          lines.add(
              " ".repeat(10)
                  + "%,d of %,d fail".formatted(result.failed(), result.checked())
                  + (result.threshold().signum() == 0
                      ? ""
                      : ", at most %s %% may".formatted(percent(result.threshold())))
                  + result.example().map(example -> "; e.g. " + example).orElse(""));
        }
      }
    }
    lines.add("");
    lines.add(sum(results));
    return lines;
  }

  private static String line(Result result, int width) {
    String verdict = result.held() ? "ok" : result.critical() ? "FAILED" : "warning";
    return ("%-8s  %-" + width + "s  %,12d  %-6s  %s")
        .formatted(verdict, result.expectation(), result.checked(), result.layer(), result.rule());
  }

  private static String percent(BigDecimal share) {
    return share.multiply(HUNDRED).stripTrailingZeros().toPlainString();
  }

  private static String sum(List<Result> results) {
    long failed = results.stream().filter(Result::isAlarming).count();
    long warnings = results.stream().filter(one -> !one.held() && !one.critical()).count();
    return "%d expectations: %d failed, %d warnings".formatted(results.size(), failed, warnings);
  }
}
