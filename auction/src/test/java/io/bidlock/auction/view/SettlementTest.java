package io.bidlock.auction.view;

import static io.bidlock.auction.listing.ExampleTerms.teapot;
import static io.bidlock.auction.view.Saleroom.ITEM;
import static io.bidlock.auction.view.Saleroom.millis;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One settlement for each item sold, and none for any other. */
final class SettlementTest {
  @Test
  void aSaleComesToASettlementAtTheHammerPrice() {
    Saleroom saleroom =
        Saleroom.listing(teapot("proxy", "true", "goods_id", "goods-1", "sale_id", "sale-1"));
    saleroom.bid("18:10:00", "ann", "50");
    saleroom.bid("18:11:00", "bob", "30");
    saleroom.closeDue("19:00:03");

    assertThat(PublicItems.settlement(saleroom.auction(), saleroom.closed()))
        .hasValue(
            new Settlement(
                ITEM,
                4,
                "seller-1",
                "ann",
                3_100,
                "USD",
                2,
                "silver",
                Optional.of("goods-1"),
                Optional.of("sale-1"),
                millis("19:00:00"),
                saleroom.closed().hash()));
  }

  @Test
  void withoutASaleThereIsNothingToSettle() {
    Saleroom unsold = Saleroom.listing(teapot());
    unsold.closeDue("19:00:00");
    Saleroom unmet = Saleroom.listing(teapot("reserve_price", "40"));
    unmet.bid("18:10:00", "ann", "39");
    unmet.closeDue("19:00:00");

    assertThat(PublicItems.settlement(unsold.auction(), unsold.closed())).isEmpty();
    assertThat(PublicItems.settlement(unmet.auction(), unmet.closed())).isEmpty();
  }
}
