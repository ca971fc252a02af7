package io.bidlock.launcher.audit;

/**
 * How silver and gold stand against the log.
 *
 * @param silverBids bids in silver, each with its decision
 * @param goldBids bids that gold counts
 * @param missing bids of the log that silver does not have, and bids of silver that gold does not
 *     count
 * @param divergences rows that were to change a stored decision, and were refused
 * @param rejectedRows rows that PostgreSQL could not take
 */
public record TablesReport(
    long silverBids, long goldBids, long missing, long divergences, long rejectedRows) {

  /** Whether all that was decided is there, once. */
  public boolean clean() {
    return missing == 0 && divergences == 0 && rejectedRows == 0;
  }
}
