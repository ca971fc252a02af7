package io.bidlock.auction.view;

import static io.bidlock.auction.listing.ExampleTerms.teapot;
import static io.bidlock.auction.listing.ExampleTerms.tulips;

import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.listing.Term;
import io.bidlock.auction.listing.Terms;
import io.bidlock.auction.log.ExampleRecords;
import io.bidlock.auction.log.LogRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rulings on some evenings. */
public final class ExampleRulings {
  private ExampleRulings() {}

  /** Every form that a ruling has. */
  public static List<Ruling> all() {
    Saleroom unlisted = new Saleroom();
    unlisted.bid("18:00:00", "ann", "10");
    Saleroom proxy = Saleroom.listing(teapot("proxy", "true"));
    proxy.bid("18:10:00", "ann", "50");
    proxy.bid("18:11:00", "bob", "30");
    proxy.bid("18:11:01", "bob", "30");
    proxy.at("18:12:00", new LogRecord.LockRequested(Saleroom.ITEM, "request-1", "pos-7", 1_000));
    proxy.at(
        "18:13:00",
        new LogRecord.BidRetracted(Saleroom.ITEM, "retract-1", "bid-ann-50", "ann", "a slip"));
    proxy.at(
        "18:14:00",
        new LogRecord.ListingAmended(
            Saleroom.ITEM,
            "amend-1",
            "seller-1",
            Terms.of(Map.of(Term.CLOSES_AT, "soon")),
            ExampleRecords.NONCE));
    proxy.closeDue("19:00:01");
    Saleroom yen = Saleroom.listing(teapot("currency", "JPY", "increment", "1"));
    yen.closeDue("19:00:00");
    List<Ruling> rulings = new ArrayList<>(unlisted.rulings());
    rulings.addAll(proxy.rulings());
    rulings.add(yen.closed());
    Saleroom dutch = Saleroom.listing(tulips());
    rulings.add(dutch.bid("18:01:00", "ann", "99"));
    return rulings;
  }
}
