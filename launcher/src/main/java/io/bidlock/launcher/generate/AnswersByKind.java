package io.bidlock.launcher.generate;

import io.bidlock.launcher.sending.Reply;
import io.bidlock.launcher.sending.RestSender;
import io.bidlock.launcher.traffic.Action;
import io.bidlock.launcher.traffic.TrafficEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a house made of the traffic that it was sent. */
final class AnswersByKind implements RestSender.Listener {
  private static final String NO_REASON = "no reason was given";

  /** What was sent. */
  enum Kind {
    ITEMS,
    BIDS,
    NONSENSE,
    OTHERS;

    static Kind of(Action action) {
      return switch (action) {
        case Action.ListItem list -> ITEMS;
        case Action.PlaceBid bid -> BIDS;
        case Action.SendNonsense nonsense -> NONSENSE;
        default -> OTHERS;
      };
    }
  }

  /** What became of it. */
  enum Answer {
    ACCEPTED("accepted"),
    REJECTED("rejected"),
    REFUSED("refused at the door"),
    WAITING("not decided yet"),
    NONE("without an answer");

    private final String words;

    Answer(String words) {
      this.words = words;
    }

    static Answer of(Reply reply) {
      if (reply.status() == 202) {
        return WAITING;
      }
      if (reply.accepted()) {
        return ACCEPTED;
      }
      return reply.position().isPresent() ? REJECTED : REFUSED;
    }

    String of(Kind kind) {
      return this == ACCEPTED && kind == Kind.ITEMS ? "listed" : words;
    }
  }

  private record Cell(Kind kind, Answer answer) {}

  private final Map<Cell, LongAdder> counts = new ConcurrentHashMap<>();
  private final AtomicReference<String> whyNotListed = new AtomicReference<>(NO_REASON);
  private final AtomicInteger unansweredInARow = new AtomicInteger();

  @Override
  public void answered(TrafficEvent event, Reply reply, long nanos) {
    unansweredInARow.set(0);
    Cell cell = new Cell(Kind.of(event.action()), Answer.of(reply));
    if (cell.kind() == Kind.ITEMS && cell.answer() != Answer.ACCEPTED) {
      reply
          .text("detail")
          .or(() -> reply.text("message"))
          .ifPresent(why -> whyNotListed.compareAndSet(NO_REASON, why));
    }
    count(cell);
  }

  @Override
  public void unanswered(TrafficEvent event, String why) {
    unansweredInARow.incrementAndGet();
    count(new Cell(Kind.of(event.action()), Answer.NONE));
  }

  private void count(Cell cell) {
    counts.computeIfAbsent(cell, key -> new LongAdder()).increment();
  }

  /** How many clients got no answer since anybody got one. */
  int unansweredInARow() {
    return unansweredInARow.get();
  }

  /** Why, when nothing was listed; empty when something was or may yet be. */
  Optional<String> nothingListed() {
    boolean listed =
        count(Kind.ITEMS, Answer.ACCEPTED) > 0 || count(Kind.ITEMS, Answer.WAITING) > 0;
    return listed ? Optional.empty() : Optional.of(whyNotListed.get());
  }

  /** A line for each kind of which something was sent. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      List<String> answers = new ArrayList<>();
      for (Answer answer : Answer.values()) {
        long count = count(kind, answer);
        if (count > 0) {
          answers.add("%,d %s".formatted(count, answer.of(kind)));
        }
      }
      if (!answers.isEmpty()) {
        lines.add("  %-8s  %s".formatted(name(kind), String.join(", ", answers)));
      }
    }
    return lines;
  }

  private long count(Kind kind, Answer answer) {
    LongAdder count = counts.get(new Cell(kind, answer));
    return count == null ? 0 : count.sum();
  }

  private static String name(Kind kind) {
    return switch (kind) {
      case ITEMS -> "items";
      case BIDS -> "bids";
      case NONSENSE -> "nonsense";
      case OTHERS -> "others";
    };
  }
}
