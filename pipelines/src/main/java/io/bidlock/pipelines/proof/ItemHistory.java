package io.bidlock.pipelines.proof;

import io.bidlock.auction.arbitration.Arbiter;
import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemReplay;
import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.chain.Hash;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.Topics;
import io.bidlock.auction.wire.RulingJson;
import io.bidlock.auction.wire.UnreadableRecord;
import io.bidlock.pipelines.bronze.BronzeRecord;
import io.bidlock.pipelines.bronze.BronzeRetention;
import io.bidlock.pipelines.bronze.ScanBronze;
import io.bidlock.pipelines.proof.Link.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One item from its listing on: what the log makes of it, and what was decided. */
final class ItemHistory {
  private final String itemId;
  private final Map<Place, Ruling> right = new LinkedHashMap<>();
  private final Map<Place, List<Ruling>> told = new HashMap<>();
  private final Optional<ItemState.Tombstone> forgotten;
  private final ItemReplay replay;
  private long records;

  private ItemHistory(String itemId, Optional<ItemState.Tombstone> forgotten) {
    this.itemId = itemId;
    this.forgotten = forgotten;
    ItemState begin = forgotten.isPresent() ? forgotten.get() : ItemState.Unknown.INSTANCE;
    this.replay = new ItemReplay(new Arbiter(), begin);
  }

  /** Looks through bronze for an item, by the key of its records. */
  static ItemHistory read(String bronze, String itemId) throws IOException {
    byte[] key = itemId.getBytes(StandardCharsets.UTF_8);
    List<ItemState.Tombstone> tombstones = new ArrayList<>();
    ScanBronze.of(bronze, BronzeRetention.TOMBSTONES)
        .forEach(
            record -> {
              if (Arrays.equals(key, record.key())) {
                tombstones.add(BronzeRetention.tombstone(record));
              }
            });
    ItemHistory history =
        new ItemHistory(
            itemId,
            tombstones.stream().max(Comparator.comparing(one -> one.progress().position())));
    ScanBronze.of(bronze, Topics.BIDS)
        .forEach(
            record -> {
              if (Arrays.equals(key, record.key())) {
                history.decide(record);
              }
            });
    ScanBronze.of(bronze, Topics.DECISIONS)
        .forEach(
            record -> {
              if (Arrays.equals(key, record.key())) {
                history.hear(record);
              }
            });
    return history;
  }

  private void decide(BronzeRecord record) {
    LogEntry entry;
    try {
      entry = record.logEntry();
    } catch (UnreadableRecord e) {
      // A dead letter, of which nothing comes.
      return;
    }
    if (forgotten.isPresent() && forgotten.get().covers(entry.position())) {
      return;
    }
    records++;
    replay.decide(entry).rulings().forEach(ruling -> right.put(Link.place(ruling), ruling));
  }

  private void hear(BronzeRecord record) {
    if (record.value() == null) {
      return;
    }
    try {
      Ruling ruling = RulingJson.read(record.value());
      told.computeIfAbsent(Link.place(ruling).key(), key -> new ArrayList<>(1)).add(ruling);
    } catch (UnreadableRecord e) {
      // Counted by the comparison of everything.
    }
  }

  boolean isEmpty() {
    return records == 0 && told.isEmpty() && forgotten.isEmpty();
  }

  /** Compares, as if nothing were on its way. */
  Comparison compare() {
    List<Link> heard = new ArrayList<>();
    told.values().forEach(rulings -> rulings.forEach(ruling -> heard.add(Link.of(ruling))));
    return new CompareItem(Topics.DECISIONS, place -> new Reach(Long.MAX_VALUE, Long.MAX_VALUE))
        .compare(itemId, right.values().stream().map(Link::of).toList(), heard);
  }

  /** The history, a few lines a ruling. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Item %s: %,d records in the log, %,d rulings".formatted(itemId, records, right.size()));
    forgotten.ifPresent(
        before ->
            lines.add(
                "Retention has taken its first %,d rulings; it ended %s"
                    .formatted(before.progress().itemSeq(), before.outcome())));
    Hash previous = forgotten.map(before -> before.progress().hash()).orElse(Hash.ZERO);
    for (Map.Entry<Place, Ruling> one : right.entrySet()) {
      Ruling ruling = one.getValue();
      lines.add("");
      lines.add(heading(ruling));
      lines.add("      " + RulingWords.verdict(ruling));
      String why = RulingWords.why(ruling);
      if (!why.isBlank()) {
        lines.add("      " + why);
      }
      if (ruling.itemSeq() > 0) {
        lines.add(
            "      chain %s ► %s"
                .formatted(RulingWords.shortly(previous), RulingWords.shortly(ruling.hash())));
        previous = ruling.hash();
      }
      lines.addAll(comparison(one.getKey(), ruling));
    }
    unfounded().forEach(ruling -> lines.addAll(List.of("", "  ! " + explainUnfounded(ruling))));
    return lines;
  }

  private static String heading(Ruling ruling) {
    String seq = ruling.itemSeq() > 0 ? "#" + ruling.itemSeq() : "-";
    if (ruling instanceof Decision decision) {
      return "%-5s %s  %s  %s"
          .formatted(
              seq,
              decision.position(),
              Instant.ofEpochMilli(decision.timeMillis()),
              RulingWords.asked(decision));
    }
    return "%-5s %s  the end".formatted(seq, Link.place(ruling).position());
  }

  private List<String> comparison(Place place, Ruling ruling) {
    List<Ruling> decided = told.getOrDefault(place.key(), List.of());
    if (decided.isEmpty()) {
      return List.of("    ! bronze has no decision on it");
    }
    List<String> lines = new ArrayList<>();
    for (Ruling one : decided) {
      if (!Link.of(one).saysTheSame(Link.of(ruling))) {
        lines.add("    ! not as it was decided:");
        RulingWords.differences(one, ruling).forEach(line -> lines.add("        " + line));
      }
    }
    return lines;
  }

  private List<Ruling> unfounded() {
    List<Place> known = right.keySet().stream().map(Place::key).toList();
    return told.entrySet().stream()
        .filter(entry -> !known.contains(entry.getKey()))
        .flatMap(entry -> entry.getValue().stream())
        .toList();
  }

  private String explainUnfounded(Ruling ruling) {
    return "decided at %s, where the log says nothing of it: %s"
        .formatted(Link.place(ruling).position(), RulingWords.verdict(ruling));
  }

  /** A difference in words: which item, what was decided, what is right, and why. */
  List<String> explain(Difference difference) {
    Place place = difference.place();
    List<String> lines = new ArrayList<>();
    Optional<Ruling> ruling =
        right.entrySet().stream()
            .filter(entry -> entry.getKey().key().equals(place.key()))
            .map(Map.Entry::getValue)
            .findFirst();
    List<Ruling> decided = told.getOrDefault(place.key(), List.of());
    lines.add(
        "First difference, in %s: item %s, %s"
            .formatted(
                difference.where(),
                itemId,
                ruling
                    .or(() -> decided.stream().findFirst())
                    .map(ItemHistory::heading)
                    .orElse("at " + place.position())));
    if (difference.where().equals(Topics.DECISIONS)) {
      decided.forEach(one -> lines.add("  decided:  " + RulingWords.verdict(one)));
      if (decided.isEmpty()) {
        lines.add("  decided:  nothing, though what came later was");
      }
    }
    ruling.ifPresentOrElse(
        one -> {
          lines.add("  is right: " + RulingWords.verdict(one));
          String why = RulingWords.why(one);
          if (!why.isBlank()) {
            lines.add("  because:  " + why);
          }
          decided.forEach(
              other ->
                  RulingWords.differences(other, one)
                      .forEach(line -> lines.add("            " + line)));
        },
        () -> lines.add("  is right: nothing; the log has no such record"));
    return lines;
  }
}
