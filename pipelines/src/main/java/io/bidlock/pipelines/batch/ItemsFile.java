package io.bidlock.pipelines.batch;

import io.bidlock.auction.arbitration.Rules;
import io.bidlock.auction.listing.InvalidListing;
import io.bidlock.auction.listing.Listing;
import io.bidlock.auction.listing.Term;
import io.bidlock.auction.listing.Terms;
import io.bidlock.auction.log.Ids;
import io.bidlock.auction.log.LogRecord.ItemListed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The file of items: {@code item_id} and the terms of a listing, under their field names. */
final class ItemsFile extends InputFile<ItemListed> {
  private static final String ITEM_ID = "item_id";
  private static final List<Term> REQUIRED =
      List.of(
          Term.SELLER_ID,
          Term.TITLE,
          Term.CATEGORY,
          Term.CURRENCY,
          Term.FORMAT,
          Term.START_PRICE,
          Term.OPENS_AT,
          Term.CLOSES_AT);

  ItemsFile(Path path) {
    super(path);
  }

  @Override
  List<String> requiredColumns() {
    return columns(REQUIRED);
  }

  @Override
  List<String> knownColumns() {
    return columns(List.of(Term.values()));
  }

  private static List<String> columns(List<Term> terms) {
    List<String> columns = new ArrayList<>();
    columns.add(ITEM_ID);
    terms.forEach(term -> columns.add(term.fieldName()));
    return columns;
  }

  /** An item whose terms no auction can be held under is a line that cannot be read. */
  @Override
  FileLine<ItemListed> read(long number, Fields row) throws UnreadableLine {
    String itemId = id(row, ITEM_ID);
    Map<Term, String> texts = new EnumMap<>(Term.class);
    for (Term term : Term.values()) {
      Optional<String> text = row.get(term.fieldName());
      if (text.isPresent()) {
        texts.put(term, text.get());
      }
    }
    try {
      Terms terms = Terms.of(texts);
      Listing listing = Listing.of(terms);
      return new FileLine<>(
          listing.opensAtMillis(),
          new ItemListed(
              itemId, listingId(itemId, number), Rules.FIRST_VERSION, terms, nonce(itemId)));
    } catch (InvalidListing | IllegalArgumentException e) {
      throw new UnreadableLine(e.getMessage());
    }
  }

  /** No bid_id of a file looks like it by chance. */
  private static String listingId(String itemId, long number) {
    return Ids.derived("listing", itemId, Long.toString(number));
  }
}
