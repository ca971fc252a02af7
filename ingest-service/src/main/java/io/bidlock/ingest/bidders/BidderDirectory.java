package io.bidlock.ingest.bidders;

import io.bidlock.auction.log.BidderStanding;
import io.bidlock.auction.wire.UnreadableRecord;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What is known of bidders, as {@code auction.users} tells it: only what a bid carries with it, no
 * personal data.
 */
public final class BidderDirectory {
  private final ConcurrentHashMap<String, BidderStanding> standings = new ConcurrentHashMap<>();

  /** A bidder's standing; somebody unknown may bid. */
  public BidderStanding standing(String bidderId) {
    return standings.getOrDefault(bidderId, BidderStanding.OPEN);
  }

  public boolean knows(String userId) {
    return standings.containsKey(userId);
  }

  public int size() {
    return standings.size();
  }

  /** Takes over a record of the topic; one without a value erases the user. */
  public void read(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      standings.remove(new String(record.key(), StandardCharsets.UTF_8));
      return;
    }
    try {
      User user = UserJson.read(record.value());
      standings.put(user.userId(), user.standing());
    } catch (UnreadableRecord e) {
      throw new IllegalStateException("not a user: " + e.getMessage(), e);
    }
  }
}
