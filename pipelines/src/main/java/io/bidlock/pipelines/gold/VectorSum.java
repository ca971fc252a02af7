package io.bidlock.pipelines.gold;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.BigDecimalCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.transforms.Combine;

/** Sums lists of equal length, place by place, exactly. */
final class VectorSum
    extends Combine.CombineFn<List<BigDecimal>, List<BigDecimal>, List<BigDecimal>> {
  private static final long serialVersionUID = 1L;
  static final Coder<List<BigDecimal>> CODER = ListCoder.of(BigDecimalCoder.of());

  @Override
  public List<BigDecimal> createAccumulator() {
    return List.of();
  }

  @Override
  public List<BigDecimal> addInput(List<BigDecimal> sums, List<BigDecimal> input) {
    if (sums.isEmpty()) {
      return input;
    }
    List<BigDecimal> next = new ArrayList<>(input.size());
    for (int place = 0; place < input.size(); place++) {
      next.add(sums.get(place).add(input.get(place)));
    }
    return next;
  }

  @Override
  public List<BigDecimal> mergeAccumulators(Iterable<List<BigDecimal>> accumulators) {
    List<BigDecimal> merged = List.of();
    for (List<BigDecimal> sums : accumulators) {
      if (!sums.isEmpty()) {
        merged = addInput(merged, sums);
      }
    }
    return merged;
  }

  @Override
  public List<BigDecimal> extractOutput(List<BigDecimal> sums) {
    return sums;
  }

  @Override
  public Coder<List<BigDecimal>> getAccumulatorCoder(
      CoderRegistry registry, Coder<List<BigDecimal>> inputCoder) {
    return CODER;
  }

  @Override
  public Coder<List<BigDecimal>> getDefaultOutputCoder(
      CoderRegistry registry, Coder<List<BigDecimal>> inputCoder) {
    return CODER;
  }
}
