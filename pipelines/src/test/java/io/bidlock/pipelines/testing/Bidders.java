package io.bidlock.pipelines.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bidlock.auction.log.Topics;
import io.bidlock.pipelines.bronze.BronzeRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Those who bid in a {@link GeneratedLog}, as the house knows them. */
public final class Bidders {
  private static final int COUNT = 12;

  private Bidders() {}

  /** What {@code auction.users} says of each, by id. */
  public static Map<String, byte[]> users() {
    Map<String, byte[]> users = new LinkedHashMap<>();
    for (int bidder = 0; bidder < COUNT; bidder++) {
      String id = "bidder-" + bidder;
      String user = "{\"schema\":1,\"user_id\":\"" + id + "\",\"region\":\"AT\"}";
      users.put(id, user.getBytes(UTF_8));
    }
    return users;
  }

  /** The same as bronze has it, logged at one time. */
  public static List<BronzeRecord> inBronze(long timeMillis) {
    List<BronzeRecord> records = new ArrayList<>();
    users()
        .forEach(
            (id, user) ->
                records.add(
                    new BronzeRecord(
                        Topics.USERS,
                        0,
                        0,
                        records.size(),
                        timeMillis,
                        id.getBytes(UTF_8),
                        user,
                        List.of())));
    return records;
  }
}
