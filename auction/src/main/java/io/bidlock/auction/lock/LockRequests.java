package io.bidlock.auction.lock;

import io.bidlock.auction.log.Ids;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.LockCommitted;
import io.bidlock.auction.log.LogRecord.LockReleased;
import io.bidlock.auction.log.LogRecord.LockRequested;
import java.util.LinkedHashMap;
import java.util.Map;

/** Entries of the request stream, {@link LockKeys#REQUEST_STREAM}. */
public final class LockRequests {
  private static final String TYPE = "type";
  private static final String ITEM_ID = "item_id";
  private static final String REQUEST_ID = "request_id";
  private static final String HOLDER = "holder";
  private static final String TTL_MILLIS = "ttl_millis";
  private static final String TOKEN = "token";

  /** Begins the name of a holder whose own text is no id. */
  private static final String STRANGER = "redis:";

  private LockRequests() {}

  /**
   * What an entry asks for.
   *
   * @param fields the entry's fields
   * @return {@code LockRequested}, {@code LockReleased} or {@code LockCommitted}
   * @throws IllegalArgumentException when it cannot be read; the message says why
   */
  public static LogRecord read(Map<String, String> fields) {
    String type = text(fields, TYPE);
    String itemId = text(fields, ITEM_ID);
    String requestId = text(fields, REQUEST_ID);
    return switch (type) {
      case "LockRequested" ->
          new LockRequested(itemId, requestId, text(fields, HOLDER), number(fields, TTL_MILLIS));
      case "LockReleased" -> new LockReleased(itemId, requestId, number(fields, TOKEN));
      case "LockCommitted" -> new LockCommitted(itemId, requestId, number(fields, TOKEN));
      default -> throw new IllegalArgumentException("no lock request has the type '" + type + "'");
    };
  }

  /** The fields of an entry that asks for a hold. */
  public static Map<String, String> fields(LockRequested request) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(TYPE, request.kind().wireName());
    fields.put(ITEM_ID, request.itemId());
    fields.put(REQUEST_ID, request.requestId());
    fields.put(HOLDER, request.holder());
    fields.put(TTL_MILLIS, Long.toString(request.ttlMillis()));
    return fields;
  }

  /**
   * The request for a hold that a stranger took by setting the item's key itself. Its id is the
   * same for as long as one hold lasts, so that asking again is harmless, and another one
   * afterwards, so that a key that is still there is asked for again.
   *
   * @param value what the stranger wrote
   * @param ttlMillis how long the hold shall stand
   * @param timeMillis the log time of the record that came upon it
   */
  public static LockRequested ofStranger(
      String itemId, String value, long ttlMillis, long timeMillis) {
    String holder = isId(value) ? value : STRANGER + Ids.derived("stranger", value);
    String period = Long.toString(timeMillis / ttlMillis);
    return new LockRequested(
        itemId, Ids.derived("stranger-lock", itemId, value, period), holder, ttlMillis);
  }

  /** Whether a holder's name was made up for a stranger whose own text is no id. */
  static boolean isMadeUp(String holder) {
    return holder.startsWith(STRANGER);
  }

  private static boolean isId(String value) {
    return Ids.problem(value).isEmpty() && !isMadeUp(value);
  }

  private static String text(Map<String, String> fields, String name) {
    String text = fields.get(name);
    if (text == null || text.isEmpty()) {
      throw new IllegalArgumentException("a lock request needs the field '" + name + "'");
    }
    return text;
  }

  private static long number(Map<String, String> fields, String name) {
    String text = text(fields, name);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "field '" + name + "' of a lock request is no whole number: " + text);
    }
  }
}
