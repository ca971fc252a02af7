package io.bidlock.launcher.sending;

import io.bidlock.auction.log.Position;
import io.bidlock.auction.money.DecimalAmount;
import io.bidlock.auction.wire.JsonObject;
import io.bidlock.auction.wire.UnreadableRecord;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an auction house answered.
 *
 * @param status of HTTP
 * @param body empty where it was no JSON object
 */
public record Reply(int status, Optional<JsonObject> body) {

  static Reply of(int status, byte[] body) {
    try {
      return new Reply(status, Optional.of(JsonObject.read(body)));
    } catch (UnreadableRecord e) {
      return new Reply(status, Optional.empty());
    }
  }

  /** Whether the house says that it has the command, be it decided or not. */
  public boolean acknowledged() {
    return (status >= 200 && status < 300) || position().isPresent();
  }

  /** Whether the command was decided in its sender's favour. */
  public boolean accepted() {
    try {
      Optional<Boolean> success =
          body.isPresent() ? body.get().optionalFlag("success") : Optional.empty();
      return success.orElse(status / 100 == 2);
    } catch (UnreadableRecord e) {
      return false;
    }
  }

  /** The command's place in the log, where the answer names it. */
  public Optional<Position> position() {
    return text("event_id").map(Position::parse);
  }

  /** A text of the answer. */
  public Optional<String> text(String name) {
    try {
      return body.isPresent() ? body.get().optionalText(name) : Optional.empty();
    } catch (UnreadableRecord e) {
      return Optional.empty();
    }
  }

  /** An amount of the answer in decimals, empty where it has none. */
  public String amount(String name) {
    try {
      return body.isPresent()
          ? body.get().optionalAmount(name).map(DecimalAmount::toString).orElse("")
          : "";
    } catch (UnreadableRecord e) {
      return "";
    }
  }

  /** Whether a flag of the answer is set. */
  public boolean flag(String name) {
    try {
      return body.isPresent() && body.get().optionalFlag(name).orElse(false);
    } catch (UnreadableRecord e) {
      return false;
    }
  }

  /** A whole number of the answer. */
  public OptionalLong number(String name) {
    try {
      return body.isPresent() ? body.get().optionalNumber(name) : OptionalLong.empty();
    } catch (UnreadableRecord e) {
      return OptionalLong.empty();
    }
  }
}
