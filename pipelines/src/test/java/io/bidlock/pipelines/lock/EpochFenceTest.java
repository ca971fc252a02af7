package io.bidlock.pipelines.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlock.auction.log.LogRecord.LockRequested;
import io.bidlock.auction.log.Topics;
import io.bidlock.pipelines.log.LogLayout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When a generation speaks up, what it says, and when it gives way. */
class EpochFenceTest {
  private static final long HALF_A_SECOND = 500_000_000;

  private static final LogLayout TWO_FULL_PARTITIONS =
      LogLayout.of(Topics.BIDS, Map.of(0, 0L, 1, 0L), Map.of(0, 10L, 1, 20L));

  private static final LogLayout ONE_FULL_PARTITION =
      LogLayout.of(Topics.BIDS, Map.of(0, 0L), Map.of(0, 10L));

  /** Such as a machine may give: below zero. */
  private final AtomicLong nanos = new AtomicLong(Long.MIN_VALUE + 10);

  private final Map<Integer, Long> ends = new HashMap<>(Map.of(0, 10L, 1, 20L));
  private final AtomicInteger asked = new AtomicInteger();

  private final Marks redis = new Marks();

  @Test
  void whoHasCaughtUpWithNothingIsSilent() {
    EpochFence fence = fence(TWO_FULL_PARTITIONS);
    fence.read(0, 8, this::end);
    nanos.addAndGet(2 * HALF_A_SECOND);

    assertThat(fence.see(0)).isFalse();
    assertThatCode(fence::requireNewest).doesNotThrowAnyException();
  }

  @Test
  void whoHasCaughtUpWithAPartitionSaysSoAndAgainEveryHalfSecondUntilItIsTheNewest() {
    EpochFence fence = fence(TWO_FULL_PARTITIONS);
    fence.read(0, 9, this::end);
    assertThat(fence.see(0)).isTrue();
    fence.say(redis);

    nanos.addAndGet(HALF_A_SECOND);
    assertThat(fence.see(0)).isFalse();
    nanos.addAndGet(1);
    assertThat(fence.see(0)).isTrue();
    fence.say(redis);

    fence.read(1, 19, this::end);
    assertThat(fence.see(0)).as("news is told at once").isTrue();
    fence.say(redis);
    nanos.addAndGet(2 * HALF_A_SECOND);
    assertThat(fence.see(redis.newest())).as("there is no more to say").isFalse();
    assertThat(redis.said).containsExactly(Set.of(0), Set.of(0), Set.of(0, 1));
    assertThat(redis.newest()).isEqualTo(7);
  }

  @Test
  void twoReadersOfDifferentPartitionsMakeTheirGenerationTheNewestTogether() {
    EpochFence one = fence(TWO_FULL_PARTITIONS);
    EpochFence other = fence(TWO_FULL_PARTITIONS);
    one.read(0, 9, this::end);
    one.say(redis);
    assertThat(redis.newest()).isZero();
    other.read(1, 25, this::end);
    other.say(redis);

    assertThat(redis.newest()).isEqualTo(7);
  }

  @Test
  void aPartitionWithoutRecordsIsCaughtUpWithFromTheStart() {
    EpochFence fence =
        fence(LogLayout.of(Topics.BIDS, Map.of(0, 5L, 1, 0L), Map.of(0, 5L, 1, 20L)));

    assertThat(fence.see(0)).isTrue();
    fence.say(redis);
    assertThat(redis.said).containsExactly(Set.of(0));
  }

  @Test
  void aRedisThatHasForgottenIsToldForEveryPartitionByAnyReaderThatKnew() {
    EpochFence fence = fence(TWO_FULL_PARTITIONS);
    assertThat(fence.see(7)).as("others have made it the newest").isFalse();

    assertThat(fence.see(0)).isTrue();
    fence.say(redis);
    assertThat(redis.said).containsExactly(Set.of(0, 1));
    assertThat(redis.newest()).isEqualTo(7);
  }

  @Test
  void whoSeesANewerGenerationStopsAndSaysNothing() {
    EpochFence fence = fence(TWO_FULL_PARTITIONS);
    fence.read(0, 9, this::end);

    assertThat(fence.see(8)).isFalse();
    assertThatThrownBy(fence::requireNewest)
        .isInstanceOf(Superseded.class)
        .hasMessageContaining("epoch 7")
        .hasMessageContaining("epoch 8 has caught up");
    assertThat(fence.see(0)).as("even where Redis has forgotten the newer one").isFalse();
    assertThatThrownBy(fence::requireNewest).as("for good").isInstanceOf(Superseded.class);
  }

  @Test
  void whoHasAnsweredGoesOnForTenSecondsWhileTheNewerOneDecidesWhatItHasRead() {
    EpochFence fence = fence(TWO_FULL_PARTITIONS);
    fence.see(7);
    nanos.addAndGet(100 * HALF_A_SECOND);
    fence.see(8);
    nanos.addAndGet(20 * HALF_A_SECOND - 1);
    fence.see(8);
    assertThatCode(fence::requireNewest).doesNotThrowAnyException();
    nanos.addAndGet(1);
    assertThatThrownBy(fence::requireNewest).isInstanceOf(Superseded.class);
  }

  @Test
  void whoFindsOutBySpeakingThatAnotherIsNewerStops() {
    redis.raiseEpoch(9, 1, List.of(0));
    redis.said.clear();
    EpochFence fence = fence(TWO_FULL_PARTITIONS);
    fence.read(0, 9, this::end);
    assertThat(fence.see(0)).isTrue();
    fence.say(redis);
    nanos.addAndGet(20 * HALF_A_SECOND);

    assertThatThrownBy(fence::requireNewest).isInstanceOf(Superseded.class);
  }

  @Test
  void whoComesToAnEndAsksForItAnewUntilItIsNearEnough() {
    EpochFence fence = fence(ONE_FULL_PARTITION);
    ends.put(0, 40L);
    fence.read(0, 9, this::end);
    assertThat(fence.see(0)).as("how far behind it is, it does not know").isFalse();
    nanos.addAndGet(8 * HALF_A_SECOND);
    ends.put(0, 44L);
    fence.read(0, 38, this::end);
    assertThat(asked).as("not before it is there").hasValue(1);
    fence.read(0, 39, this::end);
    assertThat(fence.see(0)).as("4 s behind").isFalse();
    nanos.addAndGet(HALF_A_SECOND / 2);
    fence.read(0, 43, this::end);
    assertThat(fence.see(0)).as("a quarter of a second behind").isTrue();
    assertThat(fence.near()).isTrue();
    assertThat(asked).hasValue(2);
  }

  @Test
  void whereNothingCameMeanwhileItHasCaughtUpHoweverLongThatTook() {
    EpochFence fence = fence(ONE_FULL_PARTITION);
    nanos.addAndGet(60 * HALF_A_SECOND);
    fence.read(0, 9, this::end);
    assertThat(fence.see(0)).isTrue();
  }

  @Test
  void aRunnerThatReadsInBatchesIsAsNearAsItGetsWhenItComesNoNearer() {
    assertThat(asksUntilCaughtUp(10, 4, 4)).isEqualTo(3);
  }

  @Test
  void whoFallsBackByFarMoreThanTheHandoverIsNotNear() {
    assertThat(asksUntilCaughtUp(120, 140, 160, 180, 4, 6)).isEqualTo(6);
  }

  /** How often an end is asked for that is read so many half seconds after, one after the other. */
  private int asksUntilCaughtUp(int... legs) {
    EpochFence fence = fence(ONE_FULL_PARTITION);
    long end = 10;
    for (int leg : legs) {
      ends.put(0, end + 10);
      fence.read(0, end - 1, this::end);
      assertThat(fence.see(0)).as("after %d asks", asked.get()).isFalse();
      nanos.addAndGet(leg * HALF_A_SECOND);
      end += 10;
    }
    fence.read(0, end - 1, this::end);
    assertThat(fence.see(0)).isTrue();
    return asked.get();
  }

  @Test
  void whereKafkaDoesNotAnswerItIsAskedAgainAfterHalfASecondWhicheverPartitionIsRead() {
    EpochFence fence = fence(TWO_FULL_PARTITIONS);
    ends.remove(0);
    fence.read(0, 9, this::end);
    fence.read(0, 10, this::end);
    assertThat(asked).as("not for each record").hasValue(1);
    assertThat(fence.see(0)).isFalse();
    nanos.addAndGet(HALF_A_SECOND);
    ends.put(0, 11L);
    fence.look(this::end);
    assertThat(fence.see(0)).isTrue();
    assertThat(fence.near()).as("there is another").isFalse();
  }

  private EpochFence fence(LogLayout layout) {
    return new EpochFence(7, layout, nanos::get);
  }

  private OptionalLong end(int partition) {
    asked.incrementAndGet();
    return ends.containsKey(partition)
        ? OptionalLong.of(ends.get(partition))
        : OptionalLong.empty();
  }

  /** The epoch's hash in memory; what Redis makes of it is {@link LockStoreTest}'s. */
  private static final class Marks implements LockStore {
    private final List<Set<Integer>> said = new ArrayList<>();
    private EpochMarks marks = new EpochMarks(0, new TreeMap<>());

    @Override
    public long raiseEpoch(long epoch, int partitions, Collection<Integer> caughtUp) {
      said.add(Set.copyOf(caughtUp));
      if (epoch > marks.newest()) {
        marks = marks.caughtUp(epoch, partitions, caughtUp);
      }
      return marks.newest();
    }

    long newest() {
      return marks.newest();
    }

    @Override
    public LockView look(Collection<String> itemIds) {
      throw new UnsupportedOperationException("the fence does not look");
    }

    @Override
    public void request(Collection<LockRequested> requests) {
      throw new UnsupportedOperationException("the fence asks for nothing");
    }

    @Override
    public void show(Collection<LockChange> changes) {
      throw new UnsupportedOperationException("the fence shows nothing");
    }

    @Override
    public void close() {}
  }
}
