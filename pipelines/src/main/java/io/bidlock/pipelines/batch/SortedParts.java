package io.bidlock.pipelines.batch;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * Writes lines to one file a part, within it in the order of their sort keys. In: part number, then
 * sort key and line. A part is sorted in memory, so it must not be large.
 */
final class SortedParts extends PTransform<PCollection<KV<Integer, KV<String, byte[]>>>, PDone> {
  private static final long serialVersionUID = 1L;

  private final String directory;

  SortedParts(String name, Path directory) {
    super(name);
    this.directory = directory.toString();
  }

  @Override
  public PDone expand(PCollection<KV<Integer, KV<String, byte[]>>> lines) {
    lines.apply("ByPart", GroupByKey.create()).apply("Write", ParDo.of(new WritePart(directory)));
    return PDone.in(lines.getPipeline());
  }

  private static final class WritePart
      extends DoFn<KV<Integer, Iterable<KV<String, byte[]>>>, Void> {
    private static final long serialVersionUID = 1L;

    private final String directory;

    WritePart(String directory) {
      this.directory = directory;
    }

    @ProcessElement
    public void write(@Element KV<Integer, Iterable<KV<String, byte[]>>> part) throws IOException {
      List<KV<String, byte[]>> lines = new ArrayList<>();
      part.getValue().forEach(lines::add);
      lines.sort(Comparator.comparing(KV::getKey));
      try (DataOutputStream out =
          new DataOutputStream(
              new BufferedOutputStream(
                  Files.newOutputStream(Path.of(directory, part.getKey().toString()))))) {
        for (KV<String, byte[]> line : lines) {
          out.writeUTF(line.getKey());
          out.writeInt(line.getValue().length);
          out.write(line.getValue());
        }
      }
    }
  }
}
