package io.bidlock.launcher.sending;

import io.bidlock.launcher.terminal.CommandFailure;
import io.bidlock.launcher.traffic.Action;
import io.bidlock.launcher.traffic.TrafficEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Sends traffic to an auction house over HTTP, as so many clients do: each on its own, none waiting
 * for another. A client that gets no answer asks again under the same idempotency key.
 */
public final class RestSender implements Sender {
  private static final int MOST_UNDER_WAY = 2_000;
  private static final int TRIES = 4;
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final String NO_TOKEN = "1";

  /** Is told every answer; called by many threads at once. */
  @FunctionalInterface
  public interface Listener {
    /**
     * @param nanos from when the event was sent first until the answer was there
     */
    void answered(TrafficEvent event, Reply reply, long nanos);

    /** Nobody answered, however often the client asked. */
    default void unanswered(TrafficEvent event, String why) {}
  }

  private record Holder(String itemId, String holder) {}

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore room = new Semaphore(MOST_UNDER_WAY);
  private final Map<Holder, String> tokens = new ConcurrentHashMap<>();
  private final RestRequests requests;
  private final Listener listener;

  public RestSender(URI house, Listener listener) {
    this.requests = new RestRequests(house);
    this.listener = listener;
  }

  @Override
  public void send(TrafficEvent event) {
    long startNanos = System.nanoTime();
    room.acquireUninterruptibly();
    if (event.action() instanceof Action.ListItem) {
      // Whoever bids has seen the item: its listing is answered first.
      ask(event, startNanos);
    } else {
      clients.execute(() -> ask(event, startNanos));
    }
  }

  /** Waits for the answers that are still to come. */
  @Override
  public void close() {
    clients.close();
    client.close();
  }

  private void ask(TrafficEvent event, long startNanos) {
    try {
      Reply reply = askUntilAnswered(event.action());
      listener.answered(event, reply, System.nanoTime() - startNanos);
    } catch (CommandFailure e) {
      listener.unanswered(event, e.getMessage());
    } finally {
      room.release();
    }
  }

  private Reply askUntilAnswered(Action action) {
    String why = "";
    for (int attempt = 0; attempt < TRIES; attempt++) {
      try {
        if (attempt > 0) {
          Thread.sleep(PAUSE.multipliedBy(1L << attempt));
        }
        HttpResponse<byte[]> response =
            client.send(
                requests.of(action, tokenFor(action)), HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 503) {
          Reply reply = Reply.of(response.statusCode(), response.body());
          keepToken(action, reply);
          return reply;
        }
        why = "503";
      } catch (IOException e) {
        why = e.toString();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CommandFailure("interrupted", e);
      }
    }
    throw new CommandFailure(why);
  }

  private String tokenFor(Action action) {
    return switch (action) {
      case Action.ReleaseLock release -> token(release.itemId(), release.holder());
      case Action.CommitLock commit -> token(commit.itemId(), commit.holder());
      default -> "";
    };
  }

  private String token(String itemId, String holder) {
    return tokens.getOrDefault(new Holder(itemId, holder), NO_TOKEN);
  }

  private void keepToken(Action action, Reply reply) {
    if (action instanceof Action.AskForLock ask) {
      reply
          .number("token")
          .ifPresent(
              token -> tokens.put(new Holder(ask.itemId(), ask.holder()), Long.toString(token)));
    }
  }
}
