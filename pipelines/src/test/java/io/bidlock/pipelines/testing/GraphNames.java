package io.bidlock.pipelines.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.runners.TransformHierarchy.Node;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.reflect.DoFnSignature;
import org.apache.beam.sdk.transforms.reflect.DoFnSignatures;

/** What a pipeline's steps are called. */
public final class GraphNames {
  private GraphNames() {}

  /** Each step that does something, in a line, with the names of its state and timers if any. */
  public static List<String> of(Pipeline pipeline) {
    List<String> names = new ArrayList<>();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public void visitPrimitiveTransform(Node node) {
            names.add(node.getFullName() + kept(node.getTransform()));
          }
        });
    return names.stream().sorted().toList();
  }

  private static String kept(PTransform<?, ?> transform) {
    if (!(transform instanceof ParDo.MultiOutput<?, ?> step)) {
      return "";
    }
    DoFn<?, ?> function = step.getFn();
    DoFnSignature signature = DoFnSignatures.getSignature(function.getClass());
    TreeSet<String> kept = new TreeSet<>();
    signature.stateDeclarations().keySet().forEach(state -> kept.add("state " + state));
    signature.timerDeclarations().keySet().forEach(timer -> kept.add("timer " + timer));
    return kept.isEmpty() ? "" : " " + kept;
  }
}
