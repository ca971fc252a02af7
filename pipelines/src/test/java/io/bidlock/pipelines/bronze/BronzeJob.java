package io.bidlock.pipelines.bronze;

import io.bidlock.auction.log.Topics;
import io.bidlock.pipelines.log.LogLayout;
import io.bidlock.pipelines.log.ReadLog;
import io.bidlock.pipelines.runner.FlinkSettings;
import io.bidlock.pipelines.runner.ParentProcess;
import io.bidlock.pipelines.runner.RunnerArguments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;

/**
 * Keeps the auction log on Flink, for a test that kills it. Arguments: Kafka, the bronze directory,
 * a directory for checkpoints, one for marks, and the checkpoint to go on from, where there is one.
 */
final class BronzeJob {
  private BronzeJob() {}

  public static void main(String... arguments) {
    ParentProcess.endWithInput();
    RunnerArguments options =
        new RunnerArguments("--runner=FlinkRunner", "--checkpointingInterval=300");
    if (arguments.length > 4) {
      options.withDefault("savepointPath", arguments[4]);
    }
    Pipeline pipeline =
        Pipeline.create(
            PipelineOptionsFactory.fromArgs(
                    FlinkSettings.streaming(options, FlinkSettings.Pace.TABLES, 2, arguments[2])
                        .toArray())
                .create());
    pipeline
        .apply(ReadLog.from(arguments[0], LogLayout.read(arguments[0], Topics.BIDS), 0))
        .apply(ToBronze.ofEra(0))
        .apply(WriteBronze.to(arguments[1]).withFileSeconds(1).withFileBytes(3_000))
        .apply("Stumble", ParDo.of(new Stumble(arguments[3])));
    pipeline.run().waitUntilFinish();
  }

  /** Fails at some of the first files, once each: when they are there, and before a checkpoint. */
  private static final class Stumble extends DoFn<String, Void> {
    private static final long serialVersionUID = 1L;
    private static final int EVERY = 2;
    private static final int TIMES = 3;

    private final String marks;
    private transient int files;

    Stumble(String marks) {
      this.marks = marks;
    }

    @ProcessElement
    public void look(@Element String file) throws IOException {
      files++;
      if (files % EVERY == 0) {
        for (int time = 0; time < TIMES; time++) {
          Path mark = Path.of(marks, "failure-" + time);
          if (!Files.exists(mark)) {
            Files.writeString(mark, file);
            throw new IllegalStateException("stumbles over " + file);
          }
        }
      }
    }
  }
}
