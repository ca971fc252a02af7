package io.bidlock.launcher.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a bench comes to.
 *
 * @param decided records a second of the arbitration job, in each round
 * @param identity records a second of the same job without lock check and arbitration, in each
 *     round
 */
record StreamResult(StreamLoad load, List<Double> decided, List<Double> identity) {
  /** One line; a spread is the lowest and the highest of the rounds, the rest are medians. */
  String json() {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < decided.size(); round++) {
      ratios.add(decided.get(round) / identity.get(round));
    }
    return String.format(
        Locale.ROOT,
        "{\"bench\":\"stream\",\"bids\":%d,\"warm_up_bids\":%d,\"items\":%d,\"rounds\":%d,\"processors\":%d,"
            + "\"bids_per_second\":%.0f,\"bids_per_second_spread\":[%.0f,%.0f],"
            + "\"identity_per_second\":%.0f,\"identity_per_second_spread\":[%.0f,%.0f],"
            + "\"ratio_to_identity\":%.3f,\"ratio_to_identity_spread\":[%.3f,%.3f]}",
        load.bids(),
        load.warmUp(),
        load.items(),
        decided.size(),
        Runtime.getRuntime().availableProcessors(),
        median(decided),
        lowest(decided),
        highest(decided),
        median(identity),
        lowest(identity),
        highest(identity),
        median(ratios),
        lowest(ratios),
        highest(ratios));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private static double lowest(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  private static double highest(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }
}
