package io.bidlock.pipelines.bronze;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.pipelines.bronze.BronzeStore.Stored;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class OverlapsTest {
  private static final LocalDateTime HOUR = LocalDateTime.of(2026, 11, 21, 18, 0);

  @Provide
  Arbitrary<List<Stored>> files() {
    return Combinators.combine(
            Arbitraries.of("auction.bids", "auction.users"),
            Arbitraries.integers().between(0, 1),
            Arbitraries.integers().between(0, 1),
            Arbitraries.integers().between(0, 1),
            Arbitraries.longs().between(0, 40),
            Arbitraries.longs().between(0, 8))
        .as(
            (topic, hour, era, partition, first, more) ->
                new Stored(
                    new BronzeFile(
                        topic,
                        HOUR.plusHours(hour),
                        era,
                        partition,
                        first,
                        first + more,
                        "",
                        BronzeFormat.JSONL),
                    "",
                    0))
        .list()
        .ofMinSize(1)
        .ofMaxSize(20);
  }

  @Property
  void noTwoGroupsHaveAnOffsetInCommonAndNoGroupCouldBeTwo(@ForAll("files") List<Stored> files) {
    List<List<Stored>> groups = Overlaps.groups(files);

    assertThat(groups.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(files);
    Set<String> offsets = new HashSet<>();
    for (List<Stored> group : groups) {
      assertThat(offsets(group)).noneMatch(offsets::contains);
      offsets.addAll(offsets(group));
      assertThat(group.stream().map(stored -> place(stored.file())).distinct()).hasSize(1);
      TreeSet<Long> spanned = new TreeSet<>();
      group.forEach(stored -> span(stored.file()).forEach(spanned::add));
      assertThat(spanned).hasSize((int) (spanned.last() - spanned.first()) + 1);
    }
  }

  private static Set<String> offsets(List<Stored> group) {
    Set<String> offsets = new HashSet<>();
    group.forEach(
        stored ->
            span(stored.file()).forEach(offset -> offsets.add(place(stored.file()) + offset)));
    return offsets;
  }

  private static LongStream span(BronzeFile file) {
    return LongStream.rangeClosed(file.firstOffset(), file.lastOffset());
  }

  private static String place(BronzeFile file) {
    return file.folder() + file.era() + "-" + file.partition() + "-";
  }

  @Property
  void anOffsetIsNewOnce(@ForAll List<@LongRange(max = 200_000) Long> offsets) {
    OffsetSet set = new OffsetSet();
    Set<Long> plain = new HashSet<>();
    for (long offset : offsets) {
      assertThat(set.add(offset)).isEqualTo(plain.add(offset));
    }
  }

  @Property
  void anyOffsetIsTaken(@ForAll @LongRange(max = Long.MAX_VALUE) long offset) {
    OffsetSet set = new OffsetSet();

    assertThat(set.add(offset)).isTrue();
    assertThat(set.add(offset)).isFalse();
  }
}
