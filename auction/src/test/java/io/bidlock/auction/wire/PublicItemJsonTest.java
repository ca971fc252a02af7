package io.bidlock.auction.wire;

import static io.bidlock.auction.listing.ExampleTerms.teapot;
import static io.bidlock.auction.listing.ExampleTerms.tulips;
import static io.bidlock.auction.wire.Readings.assertUnreadable;
import static io.bidlock.auction.wire.Readings.changed;
import static io.bidlock.auction.wire.Readings.read;
import static io.bidlock.auction.wire.Readings.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.view.PublicItem;
import io.bidlock.auction.view.PublicItems;
import io.bidlock.auction.view.Saleroom;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Public state as it stands in {@code auction.items}. */
final class PublicItemJsonTest {
  private static final List<String> GOLDEN =
      List.of(
          "{\"schema\":1,\"id\":\"item-1\",\"name\":\"Silver teapot\","
              + "\"seller_id\":\"seller-1\",\"category\":\"silver\",\"format\":\"ENGLISH\","
              + "\"proxy\":true,\"currency\":\"USD\",\"currency_scale\":2,"
              + "\"start_price\":10.00,\"current_bid\":10.00,\"highest_bidder_id\":\"ann\","
              + "\"minimum_next_bid\":10.50,\"bid_count\":1,\"reserve_met\":false,"
              + "\"buy_now_price\":100.00,\"price_moves_one_way\":true,"
              + "\"opens_at\":\"2026-11-21T18:00:00Z\",\"closes_at\":\"2026-11-21T19:00:00Z\","
              + "\"paused_since\":\"2026-11-21T18:20:01Z\",\"paused_open_millis\":0,"
              + "\"lock_holder\":\"pos-7\",\"lock_token\":3,"
              + "\"lock_until\":\"2026-11-21T18:20:05Z\",\"tombstone\":false,\"item_seq\":4}",
          "{\"schema\":1,\"id\":\"item-1\",\"name\":\"Tulips\","
              + "\"seller_id\":\"seller-1\",\"category\":\"silver\",\"format\":\"DUTCH\","
              + "\"proxy\":false,\"currency\":\"USD\",\"currency_scale\":2,"
              + "\"start_price\":100.00,\"minimum_next_bid\":100.00,\"bid_count\":0,"
              + "\"price_moves_one_way\":false,\"opens_at\":\"2026-11-21T18:00:00Z\","
              + "\"closes_at\":\"2026-11-21T19:00:00Z\",\"paused_open_millis\":0,"
              + "\"dutch_step\":5.00,\"dutch_interval_millis\":60000,\"dutch_floor\":50.00,"
              + "\"due_at\":\"2026-11-21T19:00:00Z\",\"tombstone\":false,\"item_seq\":1}",
          "{\"schema\":1,\"id\":\"item-1\",\"name\":\"Silver teapot\","
              + "\"seller_id\":\"seller-1\",\"category\":\"silver\",\"format\":\"ENGLISH\","
              + "\"proxy\":false,\"currency\":\"USD\",\"currency_scale\":2,"
              + "\"start_price\":10.00,\"current_bid\":12.50,\"highest_bidder_id\":\"ann\","
              + "\"bid_count\":1,\"price_moves_one_way\":true,"
              + "\"opens_at\":\"2026-11-21T18:00:00Z\",\"closes_at\":\"2026-11-21T19:00:00Z\","
              + "\"paused_open_millis\":0,\"outcome\":\"SOLD\",\"winner\":\"ann\","
              + "\"hammer_price\":12.50,\"closed_at\":\"2026-11-21T19:00:00Z\","
              + "\"close_hash\":\"ecb87a9f04654f158ac2a70584adf71a0dc1398a7adc7382beabf802976e1f53\","
              + "\"tombstone\":true,\"item_seq\":3}");

  /** Every field is in one of these. */
  static List<PublicItem> items() {
    Saleroom held =
        Saleroom.listing(teapot("proxy", "true", "reserve_price", "40", "buy_now_price", "100"));
    held.bid("18:10:00", "ann", "30");
    held.at("18:20:00", new LogRecord.LockRequested(Saleroom.ITEM, "request-1", "pos-7", 5_000));
    held.at("18:20:01", new LogRecord.AuctionPaused(Saleroom.ITEM, "pause-1", "operator-1", ""));
    Saleroom falling = Saleroom.listing(tulips("dutch_floor", "50"));
    Saleroom sold = Saleroom.listing(teapot());
    sold.bid("18:10:00", "ann", "12.50");
    sold.closeDue("19:00:00");
    return List.of(
        held.publicItem(),
        falling.publicItem(),
        PublicItems.of(Saleroom.ITEM, sold.auction(), true));
  }

  static Stream<Arguments> itemsAndTheirJson() {
    List<PublicItem> items = items();
    return IntStream.range(0, GOLDEN.size())
        .mapToObj(index -> Arguments.of(items.get(index), GOLDEN.get(index)));
  }

  @ParameterizedTest
  @MethodSource("itemsAndTheirJson")
  void everyPublicStateIsWrittenAsItAlwaysWasAndReadsBackAsItself(PublicItem item, String json) {
    assertThat(text(PublicItemJson.write(item))).isEqualTo(json);
    assertThat(read(PublicItemJson::read, json)).isEqualTo(item);
  }

  @Test
  void itsFieldsStandBesideThoseThatAnotherAdds() {
    String json =
        text(
            JsonWriter.object(
                out -> {
                  out.text("status", "active");
                  PublicItemJson.writeFields(out, items().get(0));
                }));

    assertThat(json).isEqualTo(changed(GOLDEN.get(0), "\"schema\":1", "\"status\":\"active\""));
  }

  @Test
  void unknownFieldsAreIgnored() {
    assertThat(
            read(
                PublicItemJson::read,
                changed(GOLDEN.get(0), "\"format\"", "\"picture\":{},\"format\"")))
        .isEqualTo(items().get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "0 | \"schema\":1 | \"schema\":2 | schema | version 2 is unknown",
        "0 | \"id\": | \"item\": | id | is required",
        "0 | \"format\":\"ENGLISH\" | \"format\":\"GERMAN\" | format | 'GERMAN' is unknown",
        "0 | \"start_price\": | \"price\": | start_price | is required",
        "0 | \"start_price\":10.00 | \"start_price\":10.001 | start_price | does not fit",
        "0 | \"proxy\": | \"by_proxy\": | proxy | is required",
        "0 | \"closes_at\": | \"ends_at\": | closes_at | is required",
        "0 | \"lock_token\":3 | \"lock_token\":\"3\" | lock_token | must be an integer",
        "0 | \"reserve_met\":false | \"reserve_met\":0 | reserve_met | must be true or false",
        "0 | \"tombstone\": | \"stone\": | tombstone | is required",
        "1 | \"dutch_step\": | \"step\": | dutch_step | is required",
        "1 | \"dutch_floor\": | \"floor\": | dutch_floor | is required",
        "1 | \"dutch_interval_millis\": | \"interval\": | dutch_interval_millis | is required",
        "2 | \"outcome\":\"SOLD\" | \"outcome\":\"LOST\" | outcome | 'LOST' is unknown"
      })
  void aPublicStateWithAWrongFieldIsUnreadableAndTheFieldIsNamed(
      int index, String part, String other, String field, String why) {
    assertUnreadable(PublicItemJson::read, changed(GOLDEN.get(index), part, other), field, why);
  }
}
