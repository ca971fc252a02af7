package io.bidlock.ingest.bidders;

import io.bidlock.auction.log.BidderStanding;
import io.bidlock.auction.wire.JsonObject;
import io.bidlock.auction.wire.JsonWriter;
import io.bidlock.auction.wire.UnreadableRecord;
import java.io.IOException;

/** Users as JSON, in {@code auction.users} and over REST. */
public final class UserJson {
  private static final int SCHEMA = 1;

  private UserJson() {}

  /** A user as a record of the topic. */
  public static byte[] write(User user) {
    return JsonWriter.object(
        out -> {
          out.number("schema", SCHEMA);
          write(out, user);
        });
  }

  /** A user's fields. */
  public static void write(JsonWriter out, User user) throws IOException {
    out.text("user_id", user.userId())
        .text("name", user.name())
        .text("email", user.email())
        .text("region", user.region())
        .flag("approved", user.standing().approved())
        .amount("limit", user.standing().limit())
        .amount("deposit", user.standing().deposit());
  }

  /**
   * Reads a record of the topic.
   *
   * @throws UnreadableRecord when it is something else
   */
  public static User read(byte[] json) throws UnreadableRecord {
    JsonObject in = JsonObject.read(json);
    if (in.number("schema") != SCHEMA) {
      throw new UnreadableRecord("schema", "is unknown");
    }
    return new User(
        in.text("user_id"),
        in.optionalText("name"),
        in.optionalText("email"),
        in.optionalText("region"),
        new BidderStanding(
            in.optionalFlag("approved").orElse(true),
            in.optionalAmount("limit"),
            in.optionalAmount("deposit")));
  }
}
