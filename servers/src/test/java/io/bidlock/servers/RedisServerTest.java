package io.bidlock.servers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisServerTest {

  @TempDir Path directory;

  @Test
  void itIsARedisSevenThatEvictsNothing() throws IOException {
    try (RedisServer redis = RedisServer.start(RedisServer.Options.in(directory));
        Connection client = new Connection(redis)) {
      assertThat(redis.uri()).isEqualTo("redis://127.0.0.1:" + redis.port());
      assertThat(client.ask("PING")).isEqualTo("+PONG");
      assertThat(client.ask("CONFIG GET maxmemory-policy")).isEqualTo("*2");
      assertThat(client.read()).isEqualTo("$16");
      assertThat(client.read()).isEqualTo("maxmemory-policy");
      assertThat(client.read()).isEqualTo("$10");
      assertThat(client.read()).isEqualTo("noeviction");
      assertThat(client.ask("FUNCTION DELETE unknown")).startsWith("-ERR Library not found");
    }
  }

  @Test
  void aPausedRedisAnswersNothingUntilItIsResumed() throws IOException {
    try (RedisServer redis = RedisServer.start(RedisServer.Options.in(directory));
        Connection client = new Connection(redis)) {
      assertThat(client.ask("SET lock:1 pos")).isEqualTo("+OK");
      redis.pause();
      client.timeoutMillis(200);
      assertThatThrownBy(() -> client.ask("GET lock:1")).isInstanceOf(SocketTimeoutException.class);

      redis.resume();
      client.timeoutMillis(30_000);
      assertThat(client.read()).isEqualTo("$3");
      assertThat(client.read()).isEqualTo("pos");
    }
  }

  @Test
  void aPausedRedisCanBeStopped() throws IOException {
    try (RedisServer redis = RedisServer.start(RedisServer.Options.in(directory))) {
      redis.pause();
      redis.stop();
      assertThat(redis.process().isAlive()).isFalse();
      assertThatThrownBy(() -> new Connection(redis)).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void aKilledRedisComesBackOnItsPortWithNothingInIt() throws IOException {
    try (RedisServer redis = RedisServer.start(RedisServer.Options.in(directory))) {
      int port = redis.port();
      setAndKill(redis);
      assertThatThrownBy(() -> new Connection(redis)).isInstanceOf(ConnectException.class);

      redis.restart();

      assertThat(redis.port()).isEqualTo(port);
      try (Connection client = new Connection(redis)) {
        assertThat(client.ask("GET lock:1")).isEqualTo("$-1");
      }
    }
  }

  @Test
  void withAnAppendOnlyFileAKilledRedisComesBackWithWhatItHeld() throws IOException {
    RedisServer.Options kept = RedisServer.Options.in(directory).withAppendOnly(true);
    try (RedisServer redis = RedisServer.start(kept)) {
      setAndKill(redis);
      redis.restart();
      try (Connection client = new Connection(redis)) {
        assertThat(client.ask("GET lock:1")).isEqualTo("$3");
        assertThat(client.read()).isEqualTo("pos");
      }
    }
  }

  private static void setAndKill(RedisServer redis) throws IOException {
    try (Connection client = new Connection(redis)) {
      assertThat(client.ask("SET lock:1 pos")).isEqualTo("+OK");
    }
    redis.kill();
  }

  /** Speaks Redis's inline protocol, a line a reply or a part of one. */
  private static final class Connection implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader replies;

    Connection(RedisServer redis) throws IOException {
      socket = new Socket(redis.host(), redis.port());
      replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      timeoutMillis(30_000);
    }

    void timeoutMillis(int millis) throws IOException {
      socket.setSoTimeout(millis);
    }

    String ask(String command) throws IOException {
      socket.getOutputStream().write((command + "\r\n").getBytes(UTF_8));
      return read();
    }

    String read() throws IOException {
      return replies.readLine();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
