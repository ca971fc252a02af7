package io.bidlock.launcher.audit;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.chain.Hash;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.wire.RulingJson;
import io.bidlock.auction.wire.UnreadableRecord;
import java.util.HashMap;
import java.util.Map;

/**
 * Everything that was published to {@code auction.decisions}, by the record that brought it about.
 * Keeps a digest of each, so that a long run fits in memory.
 */
final class Published {
  /** What a record may bring about: a decision on it, and the close of its item. */
  enum Kind {
    DECISION,
    CLOSE;

    static Kind of(Ruling ruling) {
      return switch (ruling) {
        case Decision decision -> DECISION;
        case ItemClosed closed -> CLOSE;
      };
    }
  }

  private record Cause(Position position, Kind kind) {}

  private record Place(String itemId, long itemSeq) {}

  private final Map<Cause, Digest> rulings = new HashMap<>();
  private final Map<Place, Hash> hashes = new HashMap<>();
  private final Findings findings;

  Published(Findings findings) {
    this.findings = findings;
  }

  /** Takes note of one published record. */
  void add(TopicReader.TopicRecord record) {
    Ruling ruling;
    try {
      ruling = RulingJson.read(record.value());
    } catch (UnreadableRecord e) {
      findings.diverging("a published decision cannot be read: " + e.getMessage());
      return;
    }
    Digest digest = Digest.of(record.value());
    Cause cause = new Cause(positionOf(ruling), Kind.of(ruling));
    Digest other = rulings.putIfAbsent(cause, digest);
    if (other != null && !other.equals(digest)) {
      findings.duplicated("two different decisions for one record: " + describe(ruling));
    }
    if (ruling.itemSeq() > 0) {
      Hash hash = hashes.putIfAbsent(new Place(ruling.itemId(), ruling.itemSeq()), ruling.hash());
      if (hash != null && !hash.equals(ruling.hash())) {
        findings.duplicated("one item_seq with two hashes: " + describe(ruling) + " and " + hash);
      }
    }
  }

  /**
   * Compares what a replay gives with what was published, which is crossed off.
   *
   * @return whether anything was published
   */
  boolean compare(Ruling expected) {
    Digest published = rulings.remove(new Cause(positionOf(expected), Kind.of(expected)));
    if (published != null && !published.equals(Digest.of(RulingJson.write(expected)))) {
      findings.diverging("published is not what replaying the log gives: " + describe(expected));
    }
    return published != null;
  }

  /** Finds fault with what was published and never crossed off. */
  void complainOfTheRest() {
    rulings
        .keySet()
        .forEach(
            cause ->
                findings.diverging(
                    "published, but replaying the log gives no %s at %s"
                        .formatted(cause.kind(), cause.position())));
  }

  private static Position positionOf(Ruling ruling) {
    return switch (ruling) {
      case Decision decision -> decision.position();
      case ItemClosed closed -> closed.position();
    };
  }

  static String describe(Ruling ruling) {
    String what =
        switch (ruling) {
          case Decision decision ->
              "%s %s %s"
                  .formatted(
                      decision.command(),
                      decision.accepted() ? "ACCEPTED" : "REJECTED",
                      decision.reason().map(Enum::name).orElse(""));
          case ItemClosed closed -> "closed " + closed.outcome();
        };
    return "position %s, item %s, item_seq %d, %s, hash %s"
        .formatted(
            positionOf(ruling), ruling.itemId(), ruling.itemSeq(), what.strip(), ruling.hash());
  }
}
