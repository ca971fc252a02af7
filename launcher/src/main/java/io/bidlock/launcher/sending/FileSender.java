package io.bidlock.launcher.sending;

import io.bidlock.auction.listing.Term;
import io.bidlock.launcher.terminal.CommandFailure;
import io.bidlock.launcher.terminal.FailureMessage;
import io.bidlock.launcher.traffic.Action;
import io.bidlock.launcher.traffic.TrafficEvent;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes traffic as {@code items.csv} and {@code bids.csv}, in the columns that {@code bidlock
 * batch} reads. What files have no columns for is left out: everything but listings and bids. Both
 * have another name until all is written, so that nobody takes half of one for the whole.
 */
public final class FileSender implements Sender {
  /** The listings' file. */
  public static final String ITEMS = "items.csv";

  /** The bids' file. */
  public static final String BIDS = "bids.csv";

  private static final List<Term> TERMS =
      Arrays.stream(Term.values()).filter(term -> term != Term.RELISTED_FROM).toList();

  private static final String UNFINISHED = ".unfinished";

  private final Path directory;
  private final Instant start;
  private final BufferedWriter items;
  private final BufferedWriter bids;

  /**
   * @param directory made when missing; files of the same names are written over
   * @param start when the scenario starts
   */
  public FileSender(Path directory, Instant start) {
    this.directory = directory;
    this.start = start;
    try {
      Files.createDirectories(directory);
      this.items = Files.newBufferedWriter(unfinished(ITEMS));
      this.bids = Files.newBufferedWriter(unfinished(BIDS));
      line(items, itemColumns());
      line(bids, List.of("bid_id", "item_id", "bidder_id", "amount", "placed_at"));
    } catch (IOException e) {
      throw new CommandFailure(FailureMessage.of(e), e);
    }
  }

  @Override
  public void send(TrafficEvent event) {
    try {
      switch (event.action()) {
        case Action.ListItem list -> line(items, itemFields(list));
        case Action.PlaceBid bid ->
            line(
                bids,
                List.of(
                    bid.key(), bid.itemId(), bid.bidderId(), bid.amount(), time(event.atMillis())));
        case Action.SendNonsense nonsense ->
            line(
                bids,
                List.of(
                    nonsense.key(),
                    nonsense.itemId(),
                    nonsense.bidderId(),
                    nonsense.body(),
                    time(event.atMillis())));
        default -> {
          // No column for it.
        }
      }
    } catch (IOException e) {
      throw new CommandFailure(FailureMessage.of(e), e);
    }
  }

  /** Gives the files their names; without it, closing takes them away. */
  public void finish() {
    try {
      items.close();
      bids.close();
      for (String name : List.of(ITEMS, BIDS)) {
        Files.move(unfinished(name), directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new CommandFailure(FailureMessage.of(e), e);
    }
  }

  @Override
  public void close() {
    try (items;
        bids) {
      // Ends the writing, be it that all is written or that something failed.
    } catch (IOException e) {
      throw new CommandFailure(FailureMessage.of(e), e);
    } finally {
      for (String name : List.of(ITEMS, BIDS)) {
        remove(unfinished(name));
      }
    }
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new CommandFailure(FailureMessage.of(e), e);
    }
  }

  private Path unfinished(String name) {
    Path file = directory.resolve(name + UNFINISHED);
    // Ctrl-C leaves no time for close.
    file.toFile().deleteOnExit();
    return file;
  }

  private static List<String> itemColumns() {
    List<String> columns = new ArrayList<>();
    columns.add("item_id");
    for (Term term : TERMS) {
      columns.add(term.fieldName());
    }
    return columns;
  }

  private static List<String> itemFields(Action.ListItem list) {
    List<String> fields = new ArrayList<>();
    fields.add(list.itemId());
    for (Term term : TERMS) {
      fields.add(list.terms().get(term).orElse(""));
    }
    return fields;
  }

  private String time(long atMillis) {
    return start.plusMillis(atMillis).toString();
  }

  /** A line as RFC 4180 has it. */
  private static void line(BufferedWriter out, List<String> fields) throws IOException {
    out.append(String.join(",", fields.stream().map(FileSender::quoted).toList())).append('\n');
  }

  private static String quoted(String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
