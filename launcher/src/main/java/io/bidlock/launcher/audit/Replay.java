package io.bidlock.launcher.audit;

import io.bidlock.auction.arbitration.Arbiter;
import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Remembered;
import io.bidlock.auction.arbitration.Verdict;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.state.StateCodec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Decides a log anew, from its beginning, with nothing but the Arbiter and two maps. */
final class Replay {
  private final Arbiter arbiter = new Arbiter();
  private final Map<String, ItemState> states = new HashMap<>();
  // Encoded, since a decision as an object takes five times the room.
  private final Map<String, Map<String, byte[]>> remembered = new HashMap<>();

  /** The next record, which must come in the order of its partition. */
  Verdict decide(LogEntry entry) {
    String itemId = entry.record().itemId();
    String commandId = entry.record().commandId();
    ItemState state = states.getOrDefault(itemId, ItemState.Unknown.INSTANCE);
    Optional<Remembered> first =
        Optional.ofNullable(remembered.getOrDefault(itemId, Map.of()).get(commandId))
            .map(StateCodec::decodeRemembered);
    Verdict verdict = arbiter.decide(state, first, entry);
    if (!(verdict.state() instanceof ItemState.Unknown)) {
      states.put(itemId, verdict.state());
    }
    verdict
        .remember()
        .ifPresent(
            it ->
                remembered
                    .computeIfAbsent(itemId, id -> new HashMap<>())
                    .put(it.decision().commandId(), StateCodec.encode(it)));
    if (verdict.forgetAll()) {
      remembered.remove(itemId);
    }
    return verdict;
  }

  /** How many items have been listed and have not ended. */
  long itemsOpen() {
    return states.values().stream()
        .filter(state -> state instanceof ItemState.Auction auction && auction.closing().isEmpty())
        .count();
  }
}
