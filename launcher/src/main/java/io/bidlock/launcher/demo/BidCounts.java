package io.bidlock.launcher.demo;

import java.util.List;

/**
 * What clients were told of their bids. Every one that is acknowledged is accepted, rejected, a
 * repeat or waiting.
 *
 * @param accepted each bid once, however often it was sent
 * @param rejected likewise
 * @param repeats answers that were told before: somebody had sent the same bid again
 * @param waiting acknowledged, and not decided yet
 * @param refused not taken at all, since what is public already rules them out
 */
record BidCounts(
    long accepted, long rejected, long repeats, long waiting, long refused, long unanswered) {

  long acknowledged() {
    return accepted + rejected + repeats + waiting;
  }

  /** Two lines for people, which fit in 80 columns. */
  List<String> lines() {
    return List.of(
        "bids acknowledged %,d, refused at the door %,d, unanswered %,d"
            .formatted(acknowledged(), refused, unanswered),
        "  accepted %,d, rejected %,d, repeats %,d, waiting %,d"
            .formatted(accepted, rejected, repeats, waiting));
  }
}
