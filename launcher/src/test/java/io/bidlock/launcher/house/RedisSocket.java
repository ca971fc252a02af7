package io.bidlock.launcher.house;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A till that knows nothing of BidLock but the address of its Redis and the Redis protocol. */
final class RedisSocket implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  private RedisSocket(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /**
   * Connects.
   *
   * @param uri as {@code redis://127.0.0.1:6379}
   */
  static RedisSocket connect(String uri) {
    URI address = URI.create(uri);
    try {
      Socket socket = new Socket(address.getHost(), address.getPort());
      socket.setSoTimeout(TIMEOUT_MILLIS);
      return new RedisSocket(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends one command; returns its answer as a text, empty where there is nothing. */
  String call(String... words) {
    ByteArrayOutputStream command = new ByteArrayOutputStream();
    command.writeBytes(utf8("*" + words.length + "\r\n"));
    for (String word : words) {
      command.writeBytes(utf8("$" + utf8(word).length + "\r\n" + word + "\r\n"));
    }
    try {
      command.writeTo(out);
      out.flush();
      return answer();
    } catch (IOException e) {
      throw new UncheckedIOException(String.join(" ", words), e);
    }
  }

  private String answer() throws IOException {
    String line = line();
    String rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '+', ':' -> rest;
      case '$' -> text(Integer.parseInt(rest));
      default -> throw new AssertionError("Redis answers " + line);
    };
  }

  private String text(int length) throws IOException {
    return length < 0
        ? ""
        : new String(in.readNBytes(length + 2), 0, length, StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("Redis has gone");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8).strip();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
