package io.bidlock.auction.lock;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;

/**
 * What BidLock shows in an item's key: {@code {"bidlock":1,"state":"held","holder":…,"token":…,
 * "until":…,"item_seq":…}}. Anything else in such a key was set by a stranger, who thereby holds
 * the item until the log says otherwise.
 *
 * @param holder who holds the item, or held it last
 * @param token the fencing token of the grant
 * @param untilMillis when the hold runs out; of {@code TAKEN} no meaning
 * @param itemSeq the number of the decision that this shows; only a higher one replaces it
 */
public record LockValue(State state, String holder, long token, long untilMillis, long itemSeq) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int VERSION = 1;

  /** A key is kept for so long after it has lost its meaning, for clocks that go differently. */
  public static final long HOUSEKEEPING_MILLIS = 5_000;

  /** How long a taken item is shown: as long as ids are remembered after a close. */
  public static final long TAKEN_SHOWN_MILLIS = 86_400_000;

  /** How an item stands. */
  public enum State {
    HELD,
    /** Given back; shown until the hold would have run out, so that no older decision returns. */
    FREE,
    /** Committed: it is gone for good. */
    TAKEN
  }

  /**
   * Whether nobody else may take the item.
   *
   * @param nowMillis the reader's clock; the log's time decides in the end
   */
  public boolean heldAt(long nowMillis) {
    return switch (state) {
      case HELD -> nowMillis < untilMillis;
      case FREE -> false;
      case TAKEN -> true;
    };
  }

  /**
   * Whether this may take the place of what a stranger wrote. Not a release: what was written may
   * be a request to come. And not the stranger's own hold, who wants to find the key unchanged.
   *
   * @param written the stranger's text; empty where it is no text
   */
  public boolean replaces(Optional<String> written) {
    return switch (state) {
      case FREE -> false;
      case TAKEN -> true;
      case HELD -> !written.equals(Optional.of(holder)) && !LockRequests.isMadeUp(holder);
    };
  }

  /** When the key may vanish. That decides nothing: it only keeps Redis small. */
  public long expiresAtMillis() {
    return untilMillis + (state == State.TAKEN ? TAKEN_SHOWN_MILLIS : HOUSEKEEPING_MILLIS);
  }

  /** The text in the item's key. */
  public String text() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("bidlock", VERSION);
      json.writeStringField("state", state.name().toLowerCase(Locale.ROOT));
      json.writeStringField("holder", holder);
      json.writeNumberField("token", token);
      json.writeNumberField("until", untilMillis);
      json.writeNumberField("item_seq", itemSeq);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail", e);
    }
    return text.toString();
  }

  /** Reads an item's key; empty when a stranger wrote it. */
  public static Optional<LockValue> read(String text) {
    if (!text.startsWith("{")) {
      return Optional.empty();
    }
    try (JsonParser json = JSON.createParser(text)) {
      return new Fields().read(json);
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static final class Fields {
    private boolean ours;
    private State state = State.FREE;
    private String holder = "";
    private long token;
    private long untilMillis;
    private long itemSeq;

    Optional<LockValue> read(JsonParser json) throws IOException {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "bidlock" -> ours = json.getIntValue() >= VERSION;
          case "state" -> state = State.valueOf(json.getText().toUpperCase(Locale.ROOT));
          case "holder" -> holder = json.getText();
          case "token" -> token = json.getLongValue();
          case "until" -> untilMillis = json.getLongValue();
          case "item_seq" -> itemSeq = json.getLongValue();
          default -> json.skipChildren();
        }
      }
      return ours
          ? Optional.of(new LockValue(state, holder, token, untilMillis, itemSeq))
          : Optional.empty();
    }
  }
}
