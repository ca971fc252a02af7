package io.bidlock.pipelines.bench;

import io.bidlock.auction.log.Topics;
import io.bidlock.pipelines.arbitration.ArbitrateBids;
import io.bidlock.pipelines.arbitration.ArbitrationPipeline;
import io.bidlock.pipelines.coders.PublicItemCoder;
import io.bidlock.pipelines.coders.RulingCoder;
import io.bidlock.pipelines.log.LogLayout;
import io.bidlock.pipelines.log.ParseLog;
import io.bidlock.pipelines.log.ReadLog;
import io.bidlock.pipelines.publish.Publish;
import io.bidlock.pipelines.runner.RunnerArguments;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Measures how fast a backlog is decided. Ends with one line of JSON on standard output: {@code
 * {"variant":"DECIDE","records":…,"seconds":…,"cpu_seconds":…,"records_per_second":…}}, counted
 * once so many that the JVM is warm are answered, up to the last answer in {@code
 * auction.decisions}.
 */
public final class BenchStream {
  private static final String CHECK_ONLY = "--checkOnly=true";
  private static final Pattern UNKNOWN = Pattern.compile("missing a property named '([^']+)'(.*)");

  private BenchStream() {}

  /** What is wrong with options, in a line; empty when they can be read. */
  static Optional<String> problem(String... args) {
    try {
      PipelineOptionsFactory.fromArgs(new RunnerArguments(args).toArray())
          .withValidation()
          .as(BenchOptions.class);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      String message = e.getMessage().lines().findFirst().orElse("");
      Matcher unknown = UNKNOWN.matcher(message);
      return Optional.of(
          unknown.find()
              ? "there is no job option --" + unknown.group(1) + unknown.group(2)
              : message);
    }
  }

  /** Runs one variant on what the log holds, {@code --variant=DECIDE} or {@code IDENTITY}. */
  public static void main(String... args) throws InterruptedException {
    if (List.of(args).contains(CHECK_ONLY)) {
      Optional<String> problem = problem(args);
      System.out.println(problem.orElse("READY"));
      System.exit(problem.isPresent() ? 2 : 0);
    }
    BenchOptions options = ArbitrationPipeline.options(BenchOptions.class, args);
    LogLayout layout = LogLayout.read(options.getBootstrapServers(), Topics.BIDS);
    long answeredBefore = LogLayout.read(options.getBootstrapServers(), Topics.DECISIONS).records();
    Pipeline pipeline =
        options.getVariant() == BenchOptions.Variant.DECIDE
            ? new ArbitrationPipeline(options, layout).build()
            : identity(options, layout);
    Thread job = new Thread(() -> pipeline.run().waitUntilFinish(), "job");
    job.setDaemon(true);
    job.start();
    System.out.println(measure(options, layout.records(), answeredBefore, job));
    // The job has no end of its own.
    System.exit(0);
  }

  private static Pipeline identity(BenchOptions options, LogLayout layout) {
    Pipeline pipeline = Pipeline.create(options);
    PCollectionTuple answered =
        pipeline
            .apply(ReadLog.from(options.getBootstrapServers(), layout, options.getEra()))
            .apply(ParseLog.ofEra(options.getEra()))
            .get(ParseLog.ENTRIES)
            .apply(
                "Identity",
                ParDo.of(new AnswerAsItIs())
                    .withOutputTags(ArbitrateBids.RULINGS, TupleTagList.of(ArbitrateBids.ITEMS)));
    answered
        .get(ArbitrateBids.RULINGS)
        .setCoder(RulingCoder.of())
        .apply(Publish.rulings(options.getBootstrapServers(), options.getEpoch()));
    answered
        .get(ArbitrateBids.ITEMS)
        .setCoder(PublicItemCoder.of())
        .apply(Publish.items(options.getBootstrapServers(), options.getEpoch()));
    return pipeline;
  }

  private static String measure(BenchOptions options, long records, long answeredBefore, Thread job)
      throws InterruptedException {
    // The last look before the measured ones: on a short log all may be answered at the next one.
    long startNanos = System.nanoTime();
    long startCount = 0;
    try (EndOffsets decisions = new EndOffsets(options.getBootstrapServers(), Topics.DECISIONS)) {
      while (true) {
        long answered = decisions.sum() - answeredBefore;
        long nowNanos = System.nanoTime();
        if (answered <= options.getWarmUpRecords()) {
          startNanos = nowNanos;
          startCount = answered;
        }
        if (answered >= records) {
          double seconds = (nowNanos - startNanos) / 1e9;
          return String.format(
              Locale.ROOT,
              "{\"variant\":\"%s\",\"records\":%d,\"seconds\":%.3f,\"cpu_seconds\":%.1f,"
                  + "\"records_per_second\":%.0f}",
              options.getVariant(),
              records,
              seconds,
              ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3,
              (answered - startCount) / seconds);
        }
        if (!job.isAlive()) {
          throw new IllegalStateException("the job has ended before all was answered");
        }
        Thread.sleep(20);
      }
    }
  }
}
