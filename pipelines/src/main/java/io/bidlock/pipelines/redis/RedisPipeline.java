package io.bidlock.pipelines.redis;

import io.bidlock.pipelines.runner.RootCause;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One connection to Redis on which commands are sent together and awaited together, within a time.
 * It connects at the first use and again whenever the connection is lost.
 */
public final class RedisPipeline implements AutoCloseable {
  private final RedisURI uri;
  private final Duration timeout;
  private ClientResources resources;
  private RedisClient client;
  private StatefulRedisConnection<String, String> connection;

  public RedisPipeline(String uri, long timeoutMillis) {
    this.uri = RedisURI.create(uri);
    this.timeout = Duration.ofMillis(timeoutMillis);
    this.uri.setTimeout(timeout);
  }

  /**
   * Sends a batch of commands in one go and awaits all answers.
   *
   * @param commands called once with the commands to fill
   * @return the answers in the order of the commands; of a command that Redis refused, its error
   * @throws RedisUnavailable when one does not come in time
   */
  public List<Answer> send(Consumer<Batch> commands) {
    try {
      RedisAsyncCommands<String, String> async = connected().async();
      Batch batch = new Batch(async);
      commands.accept(batch);
      connection.flushCommands();
      return await(batch.futures);
    } catch (RedisException e) {
      throw new RedisUnavailable(
          "Redis at " + place() + " is away: " + RootCause.lastMessage(e), e);
    }
  }

  /** The commands of one batch. */
  public static final class Batch {
    private final RedisAsyncCommands<String, String> commands;
    private final List<Future<?>> futures = new ArrayList<>();

    private Batch(RedisAsyncCommands<String, String> commands) {
      this.commands = commands;
    }

    public void add(Function<RedisAsyncCommands<String, String>, Future<?>> command) {
      futures.add(command.apply(commands));
    }

    /** A command within a transaction, whose answer comes with that of {@code EXEC}. */
    public void queue(Function<RedisAsyncCommands<String, String>, Future<?>> command) {
      Future<?> unused = command.apply(commands);
    }
  }

  /**
   * What Redis said to one command.
   *
   * @param value the answer, empty for nil and for an error
   * @param error why it refused the command, if it did
   */
  public record Answer(Optional<Object> value, Optional<String> error) {
    public Optional<String> text() {
      return value.map(Object::toString);
    }
  }

  private List<Answer> await(List<Future<?>> futures) {
    long deadlineNanos = System.nanoTime() + timeout.toNanos();
    List<Answer> answers = new ArrayList<>(futures.size());
    for (Future<?> future : futures) {
      answers.add(await(future, deadlineNanos));
    }
    return answers;
  }

  private Answer await(Future<?> future, long deadlineNanos) {
    try {
      long leftNanos = Math.max(0, deadlineNanos - System.nanoTime());
      return new Answer(
          Optional.ofNullable(future.get(leftNanos, TimeUnit.NANOSECONDS)), Optional.empty());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof io.lettuce.core.RedisCommandExecutionException refused
          && !isPassing(refused)) {
        return new Answer(Optional.empty(), Optional.of(String.valueOf(refused.getMessage())));
      }
      throw new RedisUnavailable(
          "Redis at " + place() + " is away: " + RootCause.lastMessage(e.getCause()), e.getCause());
    } catch (TimeoutException | CancellationException e) {
      // Answers that come late would be taken for those of the next batch's order: start afresh.
      disconnect();
      throw new RedisUnavailable(
          "Redis at " + place() + " did not answer within " + timeout.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RedisUnavailable("interrupted while waiting for Redis", e);
    }
  }

  /** Errors of Redis as a whole, not of one command. */
  private static boolean isPassing(RedisException e) {
    String message = String.valueOf(e.getMessage());
    return message.startsWith("LOADING")
        || message.startsWith("BUSY")
        || message.startsWith("READONLY")
        || message.startsWith("MASTERDOWN")
        || message.startsWith("CLUSTERDOWN")
        || message.startsWith("OOM")
        || message.startsWith("MISCONF");
  }

  private String place() {
    return uri.getHost() + ":" + uri.getPort();
  }

  private StatefulRedisConnection<String, String> connected() {
    if (client == null) {
      resources =
          DefaultClientResources.builder()
              .ioThreadPoolSize(2)
              .computationThreadPoolSize(2)
              .reconnectDelay(Delay.constant(Duration.ofMillis(250)))
              .build();
      client = RedisClient.create(resources);
      client.setOptions(
          ClientOptions.builder()
              .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
              .socketOptions(SocketOptions.builder().connectTimeout(timeout).build())
              .build());
    }
    if (connection == null) {
      connection = client.connect(StringCodec.UTF8, uri);
      connection.setAutoFlushCommands(false);
    }
    return connection;
  }

  private void disconnect() {
    if (connection != null) {
      connection.closeAsync();
      connection = null;
    }
  }

  @Override
  public void close() {
    disconnect();
    if (client != null) {
      client.shutdown(0, 2, TimeUnit.SECONDS);
      resources.shutdown(0, 2, TimeUnit.SECONDS);
      client = null;
    }
  }
}
