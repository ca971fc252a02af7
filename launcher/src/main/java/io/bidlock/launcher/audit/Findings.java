package io.bidlock.launcher.audit;

import java.util.ArrayList;
import java.util.List;

/** Counts what is wrong and keeps the first of it as evidence. */
final class Findings {
  private static final int EVIDENCE_LINES = 20;

  private final List<String> evidence = new ArrayList<>();
  private long lost;
  private long duplicated;
  private long diverging;

  void lost(String what) {
    lost++;
    keep("lost: " + what);
  }

  void duplicated(String what) {
    duplicated++;
    keep("duplicated: " + what);
  }

  void diverging(String what) {
    diverging++;
    keep("diverging: " + what);
  }

  private void keep(String line) {
    if (evidence.size() < EVIDENCE_LINES) {
      evidence.add(line);
    }
  }

  long lost() {
    return lost;
  }

  long duplicated() {
    return duplicated;
  }

  long diverging() {
    return diverging;
  }

  List<String> evidence() {
    return List.copyOf(evidence);
  }
}
