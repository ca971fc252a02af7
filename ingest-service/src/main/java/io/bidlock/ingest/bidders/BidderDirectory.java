package io.bidlock.ingest.bidders;

import io.bidlock.auction.log.BidderStanding;
import io.bidlock.auction.wire.UnreadableRecord;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The users of the house, as {@code auction.users} tells it. */
public final class BidderDirectory {
  private final ConcurrentHashMap<String, User> users = new ConcurrentHashMap<>();

  /** A bidder's standing; somebody unknown may bid. */
  public BidderStanding standing(String bidderId) {
    return find(bidderId).map(User::standing).orElse(BidderStanding.OPEN);
  }

  public Optional<User> find(String userId) {
    return Optional.ofNullable(users.get(userId));
  }

  public int size() {
    return users.size();
  }

  /** Takes over a record of the topic; one without a value erases the user. */
  public void read(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      users.remove(new String(record.key(), StandardCharsets.UTF_8));
      return;
    }
    try {
      User user = UserJson.read(record.value());
      users.put(user.userId(), user);
    } catch (UnreadableRecord e) {
      throw new IllegalStateException("not a user: " + e.getMessage(), e);
    }
  }
}
