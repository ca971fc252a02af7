package io.bidlock.pipelines.runner;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.runners.TransformHierarchy.Node;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PValue;

/**
 * Outputs of steps with several that nobody reads. Beam's Spark runner leaves them out of its plan
 * since 2.64 (https://github.com/apache/beam/pull/33772): then it takes their elements for those of
 * the output that is left, or fails on them (https://github.com/apache/beam/issues/37994). Hence on
 * Spark everything is read.
 */
public final class UnreadOutputs {
  private UnreadOutputs() {}

  /** Reads them, where the pipeline is to run on Spark. To be called when its graph is complete. */
  public static void readOnSpark(Pipeline pipeline) {
    String runner = pipeline.getOptions().getRunner().getSimpleName();
    if (runner.toLowerCase(Locale.ROOT).contains("spark")) {
      Outputs outputs = new Outputs();
      pipeline.traverseTopologically(outputs);
      int number = 0;
      for (PCollection<?> unread : outputs.unread()) {
        number++;
        unread.apply("Unread " + number, ParDo.of(new Ignore()));
      }
    }
  }

  private static final class Outputs extends Pipeline.PipelineVisitor.Defaults {
    private final List<PCollection<?>> written = new ArrayList<>();
    private final Set<PValue> read = new HashSet<>();

    @Override
    public void visitPrimitiveTransform(Node node) {
      read.addAll(node.getInputs().values());
      if (node.getOutputs().size() > 1) {
        written.addAll(node.getOutputs().values());
      }
    }

    List<PCollection<?>> unread() {
      return written.stream().filter(output -> !read.contains(output)).toList();
    }
  }

  private static final class Ignore extends DoFn<Object, Void> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void ignore(@Element Object element) {
      // That it comes is all that matters.
    }
  }
}
