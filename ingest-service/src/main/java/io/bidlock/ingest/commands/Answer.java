package io.bidlock.ingest.commands;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.log.Position;

/** What is known of a command that stands in the log. */
public sealed interface Answer {

  /**
   * It was decided.
   *
   * @param decision what its sender is told; the first decision where the command is a repeat
   */
  record Decided(Decision decision) implements Answer {}

  /**
   * It was not decided in time; the decision will come.
   *
   * @param position its place in the log
   */
  record Waiting(Position position) implements Answer {}
}
