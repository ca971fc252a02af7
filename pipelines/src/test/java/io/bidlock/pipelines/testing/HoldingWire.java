package io.bidlock.pipelines.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A wire to a Redis that can hold back what is sent until so many commands are under way. Whoever
 * waits for an answer between two of them waits in vain.
 */
public final class HoldingWire implements AutoCloseable {
  private final int redisPort;
  private final ServerSocket door;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private String awaited = "";
  private int wanted;

  public HoldingWire(int redisPort) throws IOException {
    this.redisPort = redisPort;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  public String uri() {
    return "redis://127.0.0.1:" + door.getLocalPort();
  }

  /** Holds back all from now on, until that many of a command have been sent. */
  public synchronized void holdUntil(String command, int count) {
    awaited = "\r\n" + command + "\r\n";
    wanted = count;
  }

  /** Whether nothing is held back. */
  public synchronized boolean isOpen() {
    return wanted == 0;
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = door.accept();
      Socket redis = new Socket(InetAddress.getLoopbackAddress(), redisPort);
      sockets.addAll(List.of(client, redis));
      start(() -> forward(client.getInputStream(), redis.getOutputStream()));
      start(() -> redis.getInputStream().transferTo(client.getOutputStream()));
    }
  }

  private void forward(InputStream in, OutputStream out) throws IOException {
    ByteArrayOutputStream held = new ByteArrayOutputStream();
    byte[] part = new byte[8_192];
    for (int length = in.read(part); length >= 0; length = in.read(part)) {
      held.write(part, 0, length);
      if (mayPass(held)) {
        held.writeTo(out);
        held.reset();
      }
    }
  }

  private synchronized boolean mayPass(ByteArrayOutputStream held) {
    if (wanted > 0) {
      String sent = held.toString(StandardCharsets.ISO_8859_1);
      int commands = sent.split(awaited, -1).length - 1;
      wanted = commands >= wanted ? 0 : wanted;
    }
    return wanted == 0;
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException closed) {
                // One of the two sides has gone, and so has this wire.
                return;
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      door.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
