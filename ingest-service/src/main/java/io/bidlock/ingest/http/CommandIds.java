package io.bidlock.ingest.http;

import io.bidlock.auction.log.Ids;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import java.util.UUID;

/** Ids of commands: the same for the same request under the same key, else new ones. */
final class CommandIds {
  private CommandIds() {}

  /**
   * @param what names the command, so that one key may be used for a pause and then for a resume
   */
  static String of(ServerRequest request, String what, String actorId, String itemId) {
    Optional<String> key = RequestHeaders.idempotencyKey(request);
    return Ids.derived(
        "command", what, actorId, itemId, key.orElseGet(() -> "made up " + UUID.randomUUID()));
  }
}
