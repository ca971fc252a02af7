package io.bidlock.auction.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.arbitration.Verdict;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.ItemListed;
import io.bidlock.auction.view.PublicItem;
import io.bidlock.auction.view.PublicItems;
import io.bidlock.auction.view.Settlement;
import io.bidlock.auction.wire.LogRecordJson;
import io.bidlock.auction.wire.PublicItemJson;
import io.bidlock.auction.wire.RulingJson;
import io.bidlock.auction.wire.SettlementJson;
import io.bidlock.auction.wire.UnreadableRecord;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever is written as JSON is read as it was. */
interface WireProperties extends ItemHistories {
  @Property
  default void jsonIsReadAsItWasWritten(@ForAll("histories") History history)
      throws UnreadableRecord {
    Replay replay = new Replay();
    for (LogEntry entry : history.entries()) {
      LogRecord record = entry.record();
      assertThat(LogRecordJson.read(LogRecordJson.write(record))).isEqualTo(record);
      Verdict verdict = replay.take(entry);
      for (Ruling ruling : verdict.rulings()) {
        assertThat(RulingJson.read(RulingJson.write(ruling))).isEqualTo(ruling);
        if (ruling instanceof ItemClosed closed && verdict.publish().isPresent()) {
          Optional<Settlement> settlement = PublicItems.settlement(verdict.publish().get(), closed);
          if (settlement.isPresent()) {
            assertThat(SettlementJson.read(SettlementJson.write(settlement.get())))
                .isEqualTo(settlement.get());
          }
        }
      }
      Optional<PublicItem> item = PublicItems.of(History.ITEM, verdict);
      if (item.isPresent()) {
        assertThat(PublicItemJson.read(PublicItemJson.write(item.get()))).isEqualTo(item.get());
      }
    }
  }

  /** A log read from JSON decides as the log did before it was written: the chain is the same. */
  @Property
  default void aLogThatWentThroughJsonHasTheSameChain(@ForAll("histories") History history)
      throws UnreadableRecord {
    Replay straight = Replay.of(history.entries());
    Replay through = new Replay();
    for (LogEntry entry : history.entries()) {
      LogRecord record = LogRecordJson.read(LogRecordJson.write(entry.record()));
      through.take(new LogEntry(entry.position(), entry.timeMillis(), record));
    }
    assertThat(through.rulings()).isEqualTo(straight.rulings());
    assertThat(history.entries()).anyMatch(entry -> entry.record() instanceof ItemListed);
  }
}
