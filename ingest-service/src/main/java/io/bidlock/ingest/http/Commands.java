package io.bidlock.ingest.http;

import io.bidlock.auction.log.LogRecord;
import io.bidlock.ingest.commands.Answer;
import io.bidlock.ingest.commands.CommandDesk;
import io.helidon.webserver.http.ServerRequest;

/** Commands other than bids: asked, waited for, answered. */
final class Commands {
  private Commands() {}

  static Reply ask(CommandDesk desk, LogRecord command, ServerRequest request) {
    return reply(command, answer(desk, command, request));
  }

  static Answer answer(CommandDesk desk, LogRecord command, ServerRequest request) {
    return RequestHeaders.respondAsync(request)
        ? desk.leave(command, RequestHeaders.traceparent(request))
        : desk.ask(command, RequestHeaders.traceparent(request));
  }

  static Reply reply(LogRecord command, Answer answer) {
    return switch (answer) {
      case Answer.Decided decided -> DecisionReplies.ofCommand(decided.decision());
      case Answer.Waiting waiting -> DecisionReplies.waitingCommand(command, waiting.position());
    };
  }
}
