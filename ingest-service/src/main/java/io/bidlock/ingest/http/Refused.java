package io.bidlock.ingest.http;

/** Ends a request with an answer, from wherever it is found out. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Reply reply;

  Refused(Reply reply) {
    // Nobody looks at the trace of what a client did wrong.
    super(reply.detail(), null, false, false);
    this.reply = reply;
  }

  Reply reply() {
    return reply;
  }
}
