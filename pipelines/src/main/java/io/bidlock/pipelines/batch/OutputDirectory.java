package io.bidlock.pipelines.batch;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Where the results go. Files are written beside their place and moved there when all are whole, so
 * that nobody reads half of one.
 */
final class OutputDirectory implements AutoCloseable {
  private final Path directory;
  private final Path work;
  private final RejectsFile rejects;
  private boolean finished;

  /**
   * @throws InputProblem when it cannot be made or written to
   */
  OutputDirectory(Path directory) {
    this.directory = directory;
    try {
      Files.createDirectories(directory);
      this.work = Files.createTempDirectory(directory, ".bidlock-");
      Files.createDirectory(work.resolve("decisions"));
      Files.createDirectory(work.resolve("outcomes"));
      this.rejects = new RejectsFile(work.resolve("rejects.csv"));
    } catch (IOException e) {
      throw new InputProblem("--out " + directory + " cannot be written to: " + e.getMessage(), e);
    }
  }

  void reject(Reject reject) {
    rejects.accept(reject);
  }

  /** For what is needed on the way only. */
  Path work() {
    return work;
  }

  Path decisionParts() {
    return work.resolve("decisions");
  }

  Path outcomeParts() {
    return work.resolve("outcomes");
  }

  /** Puts the parts together and shows the whole files. */
  void finish() throws IOException {
    finished = true;
    rejects.close();
    try (OutputStream out = open("decisions.jsonl")) {
      new Parts(decisionParts())
          .forEachPartByPart(
              line -> {
                out.write(line);
                out.write('\n');
              });
    }
    try (OutputStream out = open("outcomes.csv")) {
      out.write(
          (String.join(",", OutputLine.OUTCOME_COLUMNS) + "\n").getBytes(StandardCharsets.UTF_8));
      new Parts(outcomeParts()).forEachMerged(out::write);
    }
    for (String name : List.of("decisions.jsonl", "outcomes.csv", "rejects.csv")) {
      Files.move(
          work.resolve(name),
          directory.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private OutputStream open(String name) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(work.resolve(name)), 1 << 16);
  }

  /** Takes away what was needed on the way. */
  @Override
  public void close() throws IOException {
    if (!finished) {
      rejects.close();
    }
    new WorkDirectory(work).close();
  }
}
