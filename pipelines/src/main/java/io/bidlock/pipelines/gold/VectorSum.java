package io.bidlock.pipelines.gold;

import io.bidlock.pipelines.elements.Total;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.BigDecimalCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.ListCoder;

/** Sums lists of equal length, place by place, exactly. */
final class VectorSum extends Total<List<BigDecimal>> {
  private static final long serialVersionUID = 1L;
  static final Coder<List<BigDecimal>> CODER = ListCoder.of(BigDecimalCoder.of());

  @Override
  public List<BigDecimal> identity() {
    return List.of();
  }

  @Override
  public List<BigDecimal> plus(List<BigDecimal> one, List<BigDecimal> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    List<BigDecimal> sums = new ArrayList<>(one.size());
    for (int place = 0; place < one.size(); place++) {
      sums.add(one.get(place).add(other.get(place)));
    }
    return sums;
  }
}
