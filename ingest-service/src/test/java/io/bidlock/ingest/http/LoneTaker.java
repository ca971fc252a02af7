package io.bidlock.ingest.http;

import io.bidlock.auction.lock.LockKeys;
import io.bidlock.ingest.bidders.BidderDirectory;
import io.bidlock.ingest.board.PriceBoard;
import io.bidlock.ingest.commands.CommandDesk;
import io.bidlock.ingest.house.AuctionHouse;
import io.bidlock.ingest.lock.HeldItems;
import io.bidlock.ingest.log.AuctionLog;
import io.lettuce.core.RedisClient;
import java.time.Clock;
import java.time.Duration;

/** The part of an instance that takes bids, which knows only what it is told. */
final class LoneTaker implements AutoCloseable {
  private final AuctionLog log;
  private final RedisClient redis;
  private final CommandDesk desk;
  private final PriceBoard board = new PriceBoard(item -> {});
  private final BidTaker taker;

  /** On the log of a house. */
  LoneTaker(AuctionHouse house) {
    log = new AuctionLog(house.kafka().bootstrapServers(), 0, "lone");
    redis = RedisClient.create(house.redis().uri());
    desk = new CommandDesk(log, Duration.ofSeconds(1), 10);
    HeldItems held = new HeldItems(redis, LockKeys.DEFAULT, 1_000);
    taker = new BidTaker(desk, board, held, new BidderDirectory(), Clock.systemUTC());
  }

  CommandDesk desk() {
    return desk;
  }

  /** Empty, to be told what it shall show. */
  PriceBoard board() {
    return board;
  }

  BidTaker taker() {
    return taker;
  }

  @Override
  public void close() {
    log.close();
    redis.shutdown();
  }
}
