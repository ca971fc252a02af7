package io.bidlock.ingest.decisions;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.Topics;
import io.bidlock.auction.wire.LogRecordJson;
import io.bidlock.auction.wire.RulingJson;
import io.bidlock.auction.wire.UnreadableRecord;
import io.bidlock.ingest.log.CommandHeaders;
import io.bidlock.ingest.log.LogEnds;
import io.bidlock.ingest.log.TopicFollower;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the decisions as they come, for those who wait, and keeps the index of the last 24 h: what
 * came before the start is read beside, so that nobody waits for it who does not look bids up.
 */
public final class BidIndexFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BidIndexFeed.class);

  private final BidIndex index;
  private final Consumer<Ruling> onRuling;
  private final LogEnds ends;
  private final TopicFollower live;
  private final TopicFollower earlier;
  private final TopicFollower log;

  /**
   * @param onRuling told of every ruling from now on, as soon as it is read
   */
  public BidIndexFeed(
      String bootstrapServers,
      BidIndex index,
      LogEnds ends,
      long nowMillis,
      Consumer<Ruling> onRuling) {
    this.index = index;
    this.onRuling = onRuling;
    this.ends = ends;
    TopicFollower.Start dayAgo =
        new TopicFollower.Start.Since(nowMillis - BidIndex.REACH.toMillis());
    this.live =
        new TopicFollower(
            bootstrapServers,
            Topics.DECISIONS,
            new TopicFollower.Start.End(),
            TopicFollower.AtEnd.GO_ON,
            this::decidedNow);
    this.earlier =
        new TopicFollower(
            bootstrapServers,
            Topics.DECISIONS,
            dayAgo,
            TopicFollower.AtEnd.STOP,
            this::decidedBefore);
    this.log =
        new TopicFollower(
            bootstrapServers, Topics.BIDS, dayAgo, TopicFollower.AtEnd.GO_ON, this::placed);
  }

  /** Begins to read; returns once no further decision can be missed. */
  public void begin() {
    live.begin().started().join();
    earlier.begin();
    log.begin();
  }

  /** Whether the last 24 h are in the index. */
  public boolean complete() {
    return failure().isEmpty() && earlier.caughtUp().isDone() && log.caughtUp().isDone();
  }

  /** Why it reads no more, where that is nobody's wish. */
  public Optional<String> failure() {
    return live.failure().or(log::failure).or(earlier::failure);
  }

  /**
   * Waits until the index holds all that stands in the log and the decisions at this moment, so
   * that what it does not hold is not there.
   *
   * @return whether that was so in time
   */
  public boolean catchUp(Duration timeout) throws InterruptedException {
    return complete()
        && log.awaitPassed(ends.of(Topics.BIDS, timeout), timeout)
        && live.awaitPassed(ends.of(Topics.DECISIONS, timeout), timeout);
  }

  @Override
  public void close() {
    List.of(live, earlier, log).forEach(TopicFollower::close);
  }

  private void decidedNow(ConsumerRecord<byte[], byte[]> record) {
    Ruling ruling = read(record);
    onRuling.accept(ruling);
    if (ruling instanceof Decision decision) {
      remember(decision, record.timestamp());
    }
  }

  private void decidedBefore(ConsumerRecord<byte[], byte[]> record) {
    if (read(record) instanceof Decision decision) {
      remember(decision, record.timestamp());
    }
  }

  private void remember(Decision decision, long publishedMillis) {
    if (decision.command() == LogRecord.Kind.BID_PLACED) {
      index.decided(decision, publishedMillis);
    }
  }

  private void placed(ConsumerRecord<byte[], byte[]> record) {
    if (CommandHeaders.tell(record.headers())) {
      CommandHeaders.bidId(record.headers())
          .ifPresent(bidId -> index.placed(bidId, record.timestamp()));
      return;
    }
    try {
      if (LogRecordJson.read(record.value()) instanceof LogRecord.BidPlaced bid) {
        index.placed(bid.bidId(), record.timestamp());
      }
    } catch (UnreadableRecord e) {
      // It is for the arbitration's dead letters; here it is no bid.
      LOG.debug("{}@{}: {}", record.partition(), record.offset(), e.getMessage());
    }
  }

  private static Ruling read(ConsumerRecord<byte[], byte[]> record) {
    try {
      return RulingJson.read(record.value());
    } catch (UnreadableRecord e) {
      throw new IllegalStateException("not a decision: " + e.getMessage(), e);
    }
  }
}
