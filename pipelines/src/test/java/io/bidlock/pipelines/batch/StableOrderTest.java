package io.bidlock.pipelines.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class StableOrderTest {
  @Property
  void itIsTheStableSortOfTheLibrary(
      @ForAll @Size(max = 300) List<@IntRange(max = 40) Integer> times) {
    long[] array = times.stream().mapToLong(Integer::longValue).toArray();
    List<Integer> expected =
        IntStream.range(0, times.size()).boxed().sorted(Comparator.comparing(times::get)).toList();

    int[] places = StableOrder.places(array, array.length);

    for (int place = 0; place < expected.size(); place++) {
      assertThat(places[expected.get(place)]).isEqualTo(place);
    }
  }
}
