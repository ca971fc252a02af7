package io.bidlock.auction.wire;

import static io.bidlock.auction.listing.ExampleTerms.teapot;
import static io.bidlock.auction.wire.Readings.assertUnreadable;
import static io.bidlock.auction.wire.Readings.changed;
import static io.bidlock.auction.wire.Readings.read;
import static io.bidlock.auction.wire.Readings.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.view.PublicItems;
import io.bidlock.auction.view.Saleroom;
import io.bidlock.auction.view.Settlement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settlements as they stand in {@code auction.txn}. */
final class SettlementJsonTest {
  private static final String GOLDEN =
      "{\"schema\":1,\"item_id\":\"item-1\",\"item_seq\":3,"
          + "\"seller_id\":\"seller-1\",\"buyer_id\":\"ann\",\"hammer_price\":12.50,"
          + "\"currency\":\"USD\",\"currency_scale\":2,\"category\":\"silver\","
          + "\"goods_id\":\"goods-1\",\"sale_id\":\"sale-1\","
          + "\"closed_at\":\"2026-11-21T19:00:00Z\","
          + "\"close_hash\":\"0b96e7aa3d487b45b2a69d9235cc7cc1a13a30fcba3d1c608ae9ac127702d28e\"}";

  private static final String BARE =
      "{\"schema\":1,\"item_id\":\"item-1\",\"item_seq\":3,"
          + "\"seller_id\":\"seller-1\",\"buyer_id\":\"ann\",\"hammer_price\":12.50,"
          + "\"currency\":\"USD\",\"currency_scale\":2,\"category\":\"silver\","
          + "\"closed_at\":\"2026-11-21T19:00:00Z\","
          + "\"close_hash\":\"ecb87a9f04654f158ac2a70584adf71a0dc1398a7adc7382beabf802976e1f53\"}";

  static Settlement sale(String... changes) {
    Saleroom saleroom = Saleroom.listing(teapot(changes));
    saleroom.bid("18:10:00", "ann", "12.50");
    saleroom.closeDue("19:00:00");
    return PublicItems.settlement(saleroom.auction(), saleroom.closed()).orElseThrow();
  }

  @Test
  void aSaleIsWrittenAsItAlwaysWasAndReadsBackAsItself() {
    Settlement sale = sale("goods_id", "goods-1", "sale_id", "sale-1");

    assertThat(text(SettlementJson.write(sale))).isEqualTo(GOLDEN);
    assertThat(read(SettlementJson::read, GOLDEN)).isEqualTo(sale);
    assertThat(text(SettlementJson.write(sale()))).isEqualTo(BARE);
    assertThat(read(SettlementJson::read, BARE)).isEqualTo(sale());
  }

  @Test
  void unknownFieldsAreIgnored() {
    assertThat(
            read(
                SettlementJson::read,
                changed(GOLDEN, "\"currency\"", "\"premium\":[1],\"currency\"")))
        .isEqualTo(read(SettlementJson::read, GOLDEN));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"schema\":1 | \"schema\":2 | schema | version 2 is unknown",
        "\"buyer_id\": | \"buyer\": | buyer_id | is required",
        "\"hammer_price\":12.50 | \"hammer_price\":null | hammer_price | is required",
        "\"hammer_price\":12.50 | \"hammer_price\":12.505 | hammer_price | does not fit",
        "\"currency_scale\":2 | \"currency_scale\":20 | hammer_price | does not fit",
        "\"closed_at\":\" | \"closed_at\":\"x | closed_at | must be an ISO 8601 instant",
        "\"close_hash\":\" | \"close_hash\":\"0 | hash | 64 hexadecimal digits",
        "\"goods_id\":\"goods-1\" | \"goods_id\":1 | goods_id | must be a string"
      })
  void aSettlementWithAWrongFieldIsUnreadableAndTheFieldIsNamed(
      String part, String other, String field, String why) {
    assertUnreadable(SettlementJson::read, changed(GOLDEN, part, other), field, why);
  }
}
