package io.bidlock.auction.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.arbitration.Arbiter;
import io.bidlock.auction.arbitration.ItemReplay;
import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.RandomGenerator;

/** A replay tells what the job told, repeats and the end of an item's memory included. */
final class ItemReplayTest {
  private static final int HISTORIES = 200;
  private static final long SEED = 20_261_121L;

  @Example
  void aReplayTellsWhatTheJobTold() {
    RandomGenerator<History> generator = Histories.of(AuctionPlan.ENGLISH).generator(1_000);
    Random random = new Random(SEED);
    Arbiter arbiter = new Arbiter();
    for (int count = 0; count < HISTORIES; count++) {
      List<LogEntry> entries = generator.next(random).value().entries();
      Replay job = Replay.of(entries);
      ItemReplay replay = new ItemReplay(arbiter, ItemState.Unknown.INSTANCE);
      List<Ruling> rulings = new ArrayList<>();
      entries.forEach(entry -> rulings.addAll(replay.decide(entry).rulings()));
      assertThat(rulings).isEqualTo(job.rulings());
      assertThat(replay.state()).isEqualTo(job.state());
    }
  }
}
