package io.bidlock.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of this machine. */
public final class Ports {

  // Below what Linux (32768) and macOS (49152) hand to outgoing connections, so that a port stays
  // free between being chosen here, or a server being killed, and the next server's start.
  private static final int FIRST = 20_000;
  private static final int COUNT = 12_000;
  private static final int ATTEMPTS = 200;

  private Ports() {}

  /**
   * A port that nobody listens on at the moment, 20000 to 31999, chosen at random.
   *
   * @throws IllegalStateException when none was found
   */
  public static int free() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = FIRST + ThreadLocalRandom.current().nextInt(COUNT);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "No free TCP port found between " + FIRST + " and " + (FIRST + COUNT - 1) + ".");
  }

  /** Whether a server could listen on {@code port}, on all addresses as on 127.0.0.1. */
  public static boolean isFree(int port) {
    // Both are tried: some systems let the one be taken beside the other.
    return canListen(new InetSocketAddress(port))
        && canListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  /**
   * Checks a port that a person asked for.
   *
   * @param port 1 to 65535
   * @param option the command line option that chooses another, as {@code --port}
   * @throws IllegalArgumentException when it is no port number
   * @throws IllegalStateException when somebody listens there; the message says what to do
   */
  public static void requireFree(int port, String option) {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          option + ": a port is a number from 1 to 65535, not " + port + ".");
    }
    if (!isFree(port)) {
      throw new IllegalStateException(
          "Port " + port + " is taken by another program; choose another with " + option + ".");
    }
  }

  private static boolean canListen(InetSocketAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
