package io.bidlock.auction.model;

import io.bidlock.auction.listing.Listing;
import io.bidlock.auction.listing.Term;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Increments, read apart from the main code: prices under {@code below} move by {@code step}. */
record StepTable(List<Row> rows) {
  record Row(BigDecimal below, BigDecimal step) {}

  private static final BigDecimal EVERYTHING = new BigDecimal("1e30");

  /** eBay's table as DESIGN.md prints it. */
  private static final String EBAY =
      "1:0.05;5:0.25;25:0.50;100:1;250:2.50;500:5;1000:10;2500:25;5000:50;*:100";

  static StepTable of(Listing listing) {
    String text = listing.terms().get(Term.INCREMENT).orElse(EBAY);
    List<Row> rows = new ArrayList<>();
    for (String part : text.split(";", -1)) {
      int colon = part.indexOf(':');
      String below = colon < 0 ? "*" : part.substring(0, colon);
      rows.add(
          new Row(
              below.equals("*") ? EVERYTHING : new BigDecimal(below),
              new BigDecimal(part.substring(colon + 1))));
    }
    return new StepTable(rows);
  }

  BigDecimal at(BigDecimal price) {
    for (Row row : rows) {
      if (price.compareTo(row.below) < 0) {
        return row.step;
      }
    }
    throw new AssertionError("no step for " + price);
  }
}
