package io.bidlock.auction.wire;

import com.alibaba.fastjson2.JSON;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.Gson;
import io.bidlock.auction.log.BidderStanding;
import io.bidlock.auction.log.Channel;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.log.Nonce;
import io.bidlock.auction.money.DecimalAmount;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One bid's JSON, read and written: our codec over jackson-core against whole-object mappers. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class JsonBenchmark {
  private final LogRecord bid =
      new BidPlaced(
          "item-123456",
          "0123456789abcdef0123456789abcdef",
          "bidder-1234",
          DecimalAmount.parse("1234.50"),
          Optional.of("USD"),
          BidderStanding.OPEN,
          Channel.WEB,
          new Nonce(81985529216486895L, 1147797409030816545L));
  private final byte[] json = LogRecordJson.write(bid);
  private final ObjectMapper mapper =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  private final Gson gson = new Gson();
  private final Bean bean = read(mapper, json);

  /** What a mapper maps to. */
  public static class Bean {
    public int schema;
    public String type;
    public String item_id;
    public String bid_id;
    public String bidder_id;
    public BigDecimal amount;
    public String currency;
    public boolean approved;
    public String channel;
    public String nonce;
  }

  private static Bean read(ObjectMapper mapper, byte[] json) {
    try {
      return mapper.readValue(json, Bean.class);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Benchmark
  public LogRecord readJacksonCore() throws UnreadableRecord {
    return LogRecordJson.read(json);
  }

  @Benchmark
  public Bean readJacksonDatabind() {
    return read(mapper, json);
  }

  @Benchmark
  public Bean readGson() {
    return gson.fromJson(new String(json, StandardCharsets.UTF_8), Bean.class);
  }

  @Benchmark
  public Bean readFastjson2() {
    return JSON.parseObject(json, Bean.class);
  }

  @Benchmark
  public byte[] writeJacksonCore() {
    return LogRecordJson.write(bid);
  }

  @Benchmark
  public byte[] writeJacksonDatabind() throws IOException {
    return mapper.writeValueAsBytes(bean);
  }

  @Benchmark
  public byte[] writeGson() {
    return gson.toJson(bean).getBytes(StandardCharsets.UTF_8);
  }

  @Benchmark
  public byte[] writeFastjson2() {
    return JSON.toJSONBytes(bean);
  }
}
