package io.bidlock.pipelines.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlock.pipelines.redis.LatestStates.State;
import io.bidlock.servers.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatestStatesTest {
  private static final long FAR = Instant.now().plus(Duration.ofDays(1)).toEpochMilli();

  @TempDir Path directory;

  @Test
  void whatRedisMissedItGetsWhenItIsBackAndOnlyTheLatest() {
    try (RedisServer server = RedisServer.start(RedisServer.Options.in(directory));
        LatestStates states = new LatestStates(new RedisPipeline(server.uri(), 500), 10_000)) {
      states.put("item:kept", new State("1", FAR));
      states.put("item:deleted", new State("1", FAR));
      states.put("item:over", new State("1", Instant.now().minusSeconds(60).toEpochMilli()));
      assertThat(states.send()).isZero();
      assertThat(text(server, "item:kept")).isEqualTo("1");
      assertThat(text(server, "item:over")).isNull();

      server.stop();
      states.put("item:kept", new State("2", FAR));
      assertThatThrownBy(states::send).isInstanceOf(RedisUnavailable.class);
      states.put("item:kept", new State("3", FAR));
      states.put("item:deleted", new State(null, 0));
      for (int i = 0; i < 2_500; i++) {
        states.put("item:" + i, new State("new", FAR));
      }
      assertThat(states.waiting()).isEqualTo(2_502);
      server.restart();

      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .ignoreExceptionsInstanceOf(RedisUnavailable.class)
          .until(() -> states.send() == 0);
      assertThat(states.waiting()).isZero();
      assertThat(text(server, "item:kept")).isEqualTo("3");
      assertThat(text(server, "item:deleted")).isNull();
      assertThat(text(server, "item:2499")).isEqualTo("new");
    }
  }

  @Test
  void whereMoreWaitsThanFitsTheLongestWaitingGoes() {
    try (LatestStates states = new LatestStates(new RedisPipeline("redis://127.0.0.1:1", 50), 2)) {
      assertThat(states.put("a", new State("1", FAR))).isZero();
      assertThat(states.put("b", new State("1", FAR))).isZero();
      assertThat(states.put("a", new State("2", FAR))).isZero();
      assertThat(states.put("c", new State("1", FAR))).isEqualTo(1);
      assertThat(states.waiting()).isEqualTo(2);
    }
  }

  private static String text(RedisServer server, String key) {
    RedisClient client = RedisClient.create(server.uri());
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      return connection.sync().get(key);
    } finally {
      client.shutdown();
    }
  }
}
