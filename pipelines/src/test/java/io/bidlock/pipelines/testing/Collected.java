package io.bidlock.pipelines.testing;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/** Brings a pipeline's output to the test that runs it in its own JVM. */
public final class Collected<T> extends PTransform<PCollection<T>, PDone> {
  private static final long serialVersionUID = 1L;
  private static final Map<String, Queue<Object>> BY_ID = new ConcurrentHashMap<>();

  private final String id = UUID.randomUUID().toString();

  @Override
  public PDone expand(PCollection<T> values) {
    BY_ID.put(id, new ConcurrentLinkedQueue<>());
    values.apply("Collect", ParDo.of(new Collect<>(id)));
    return PDone.in(values.getPipeline());
  }

  /** All that came so far. */
  @SuppressWarnings("unchecked")
  public List<T> values() {
    return BY_ID.get(id).stream().map(value -> (T) value).toList();
  }

  private static final class Collect<T> extends DoFn<T, Void> {
    private static final long serialVersionUID = 1L;
    private final String id;

    Collect(String id) {
      this.id = id;
    }

    @ProcessElement
    public void collect(@Element T value) {
      BY_ID.get(id).add(value);
    }
  }
}
