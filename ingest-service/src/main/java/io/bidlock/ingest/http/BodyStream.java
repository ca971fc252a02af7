package io.bidlock.ingest.http;

import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;

/**
 * A request's body, read no further than a limit. Whatever is wrong with it on the way (its size,
 * its framing, a text that cannot be UTF-8) is {@link Refused}.
 */
final class BodyStream extends InputStream {
  private static final String BODY = "The body";

  private final InputStream in;
  private final long limit;
  private long left;

  private BodyStream(InputStream in, long limit) {
    this.in = in;
    this.limit = limit;
    this.left = limit;
  }

  /**
   * Opens the body.
   *
   * @param limit most bytes that it may have
   */
  static BodyStream open(ServerRequest request, long limit) {
    long announced = announcedLength(request);
    if (announced > limit) {
      throw tooLarge(BODY, limit);
    }
    if (!request.content().hasEntity()) {
      return new BodyStream(nullInputStream(), limit);
    }
    return new BodyStream(request.content().inputStream(), limit);
  }

  private static long announcedLength(ServerRequest request) {
    try {
      long length = request.headers().contentLength().orElse(0);
      if (length >= 0) {
        return length;
      }
    } catch (IllegalArgumentException e) {
      throw broken(e);
    }
    throw broken(new IllegalArgumentException("Content-Length is under zero"));
  }

  /**
   * @param what is too large
   */
  static Refused tooLarge(String what, long limit) {
    return new Refused(
        Reply.problem(ProblemType.BODY_TOO_LARGE, what + " may have at most " + limit + " bytes."));
  }

  private static Refused broken(Exception cause) {
    Refused refused =
        new Refused(
            Reply.problem(
                ProblemType.BAD_REQUEST, "The body does not come as its headers say it does."));
    refused.addSuppressed(cause);
    return refused;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    int count = readSome(bytes, offset, length);
    if (count > 0) {
      left -= count;
      if (left < 0) {
        throw tooLarge(BODY, limit);
      }
      requireUtf8(bytes, offset, count);
    }
    return count;
  }

  private int readSome(byte[] bytes, int offset, int length) {
    try {
      return in.read(bytes, offset, length);
    } catch (IOException | RuntimeException e) {
      // The server finds out only here that chunks have no readable size, or that the client left.
      throw broken(e);
    }
  }

  /**
   * Refuses what the JSON library would take for UTF-16 or UTF-32: those have zeros in them or
   * begin with a byte that UTF-8 does not have. Other broken UTF-8 it finds by itself.
   */
  private static void requireUtf8(byte[] bytes, int offset, int count) {
    for (int index = offset; index < offset + count; index++) {
      if (bytes[index] == 0 || bytes[index] == (byte) 0xFE || bytes[index] == (byte) 0xFF) {
        throw RequestBody.malformed("the body is not in UTF-8");
      }
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException | RuntimeException e) {
      throw broken(e);
    }
  }
}
