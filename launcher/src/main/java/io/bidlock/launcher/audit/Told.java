package io.bidlock.launcher.audit;

import io.bidlock.auction.log.Position;
import java.util.Optional;

/**
 * What a client was told when its command was acknowledged.
 *
 * @param commandId the bid's id, or the command's, where the answer named it
 * @param position the command's place in the log, where the answer named it
 * @param answer the decision, where the answer was one
 */
public record Told(
    String itemId,
    Optional<String> commandId,
    Optional<Position> position,
    Optional<Answer> answer) {

  /**
   * A decision as a client sees it.
   *
   * @param hash 64 hexadecimal digits
   * @param reason the reason's name, where the answer named one
   */
  public record Answer(long itemSeq, String hash, boolean accepted, Optional<String> reason) {}

  /** For people. */
  @Override
  public String toString() {
    return "item %s, command %s, position %s: %s"
        .formatted(
            itemId,
            commandId.orElse("?"),
            position.map(Position::toString).orElse("?"),
            answer.map(Answer::toString).orElse("acknowledged"));
  }
}
