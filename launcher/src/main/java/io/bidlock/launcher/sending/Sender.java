package io.bidlock.launcher.sending;

import io.bidlock.launcher.traffic.TrafficEvent;

/** Takes traffic to where it shall go. */
public interface Sender extends AutoCloseable {
  /**
   * Sends an event, or sees to it that it is sent; waits where too many are under way already.
   *
   * @throws io.bidlock.launcher.terminal.CommandFailure when nothing can be sent any more
   */
  void send(TrafficEvent event);

  /** Waits until everything is sent. */
  @Override
  void close();
}
