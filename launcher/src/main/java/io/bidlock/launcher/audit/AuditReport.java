package io.bidlock.launcher.audit;

import java.util.List;
import java.util.Map;

/**
 * What the audit found.
 *
 * @param acknowledged commands that clients were told are taken
 * @param logRecords records in the auction log
 * @param commands those of them that ask for a decision
 * @param unreadable those of them that cannot be read, and so get none
 * @param decided commands with a published decision
 * @param bidsInLog those of them that are bids, whoever sent them
 * @param bidsAccepted bids accepted, repeats not counted
 * @param bidsRejected bids rejected, repeats among them, by reason
 * @param outcomes items that ended, by outcome
 * @param itemsOpen items that have not ended
 * @param lost acknowledged commands without a record in the log or without a decision, and commands
 *     in the log without a decision
 * @param duplicated positions with two different decisions, and item_seqs with two hashes
 * @param diverging decisions that are not what replaying the log gives, and answers that are not
 *     what was decided
 * @param evidence a line each for the first of these, for a person to look into
 */
public record AuditReport(
    long acknowledged,
    long logRecords,
    long commands,
    long unreadable,
    long decided,
    long bidsInLog,
    long bidsAccepted,
    Map<String, Long> bidsRejected,
    Map<String, Long> outcomes,
    long itemsOpen,
    long lost,
    long duplicated,
    long diverging,
    List<String> evidence) {

  /** Whether every promise was kept. */
  public boolean clean() {
    return lost == 0 && duplicated == 0 && diverging == 0;
  }
}
