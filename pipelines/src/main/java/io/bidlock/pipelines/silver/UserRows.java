package io.bidlock.pipelines.silver;

import io.bidlock.auction.money.DecimalAmount;
import io.bidlock.auction.wire.JsonObject;
import io.bidlock.auction.wire.UnreadableRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.beam.sdk.values.Row;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Records of {@code auction.users} as rows: who it is stays there, where it can be erased. */
public final class UserRows {
  private static final int SCHEMA = 1;

  private UserRows() {}

  /**
   * A user as they are from an offset on. A record without a value erases them: what is left is an
   * id.
   *
   * @throws UnreadableRecord when it is something else, or stands under another key
   */
  public static Row of(byte @Nullable [] key, byte @Nullable [] value, long offset)
      throws UnreadableRecord {
    if (key == null) {
      throw new UnreadableRecord("the record has no key");
    }
    if (value == null) {
      return Silver.USERS.row(
          new String(key, StandardCharsets.UTF_8), offset, null, null, null, null);
    }
    JsonObject user = JsonObject.read(value);
    if (user.number("schema") != SCHEMA) {
      throw new UnreadableRecord("schema", "is unknown");
    }
    String userId = user.text("user_id");
    if (!Arrays.equals(key, userId.getBytes(StandardCharsets.UTF_8))) {
      throw new UnreadableRecord("the record's key is not its user_id " + userId);
    }
    return Silver.USERS.row(
        userId,
        offset,
        user.optionalText("region").orElse(null),
        user.optionalFlag("approved").orElse(true),
        user.optionalAmount("limit").map(DecimalAmount::toBigDecimal).orElse(null),
        user.optionalAmount("deposit").map(DecimalAmount::toBigDecimal).orElse(null));
  }
}
