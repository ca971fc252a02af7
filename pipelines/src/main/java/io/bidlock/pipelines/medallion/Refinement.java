package io.bidlock.pipelines.medallion;

import io.bidlock.pipelines.fraud.FraudSummary;
import io.bidlock.pipelines.fraud.RaiseAlerts;
import io.bidlock.pipelines.fraud.ScoreFraud;
import io.bidlock.pipelines.gold.Gold;
import io.bidlock.pipelines.gold.GoldWindows;
import io.bidlock.pipelines.gold.SilverToGold;
import io.bidlock.pipelines.log.DeadLetter;
import io.bidlock.pipelines.publish.Publish;
import io.bidlock.pipelines.quality.CheckQuality;
import io.bidlock.pipelines.quality.QualityGate;
import io.bidlock.pipelines.silver.Silver;
import io.bidlock.pipelines.silver.SilverCollections;
import io.bidlock.pipelines.table.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.transforms.Wait;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;

/**
 * What becomes of silver and users, wherever they come from.
 *
 * @param silver of rulings as decided in streaming, or decided again
 * @param users rows of {@code silver.users}
 * @param deadLetters what cannot be read of what was decided again; empty in streaming
 */
public record Refinement(
    SilverCollections silver,
    PCollection<Row> users,
    GoldWindows windows,
    Optional<PCollection<DeadLetter>> deadLetters) {

  /** Silver and gold, to where the options say; alerts, where there is somebody to be told. */
  public void writeTo(MedallionOptions options) {
    PCollection<Row> scores =
        silver
            .newBids()
            .apply(
                "ScoreFraud",
                new ScoreFraud(silver.participations(), windows, options.getFraudAlertThreshold()));
    Map<Table, PCollection<Row>> gold = SilverToGold.of(silver, users, windows);
    gold.put(Gold.FRAUD_SUMMARY, scores.apply("FraudSummary", new FraudSummary(windows)));
    Map<Table, PCollection<Row>> silverTables = new LinkedHashMap<>();
    silverTables.put(Silver.USERS, users);
    silverTables.putAll(silver.byTable());
    silverTables.put(
        Silver.FRAUD_SCORES, scores.apply("AllScores", Window.into(new GlobalWindows())));
    Stores.write(silverTables, options.getSilver(), options);
    Stores.write(checked(silverTables, gold, options), options.getGold(), options);
    if (options.getMode() == MedallionMode.STREAMING) {
      scores
          .apply("RaiseAlerts", new RaiseAlerts())
          .apply(Publish.alerts(options.getBootstrapServers(), 0));
    }
  }

  /** Gold as it may be written: in batch when what is critical holds, in streaming at once. */
  private Map<Table, PCollection<Row>> checked(
      Map<Table, PCollection<Row>> silverTables,
      Map<Table, PCollection<Row>> gold,
      MedallionOptions options) {
    Map<Table, PCollection<Row>> all = new LinkedHashMap<>(silverTables);
    all.putAll(gold);
    CheckQuality check = new CheckQuality(System.currentTimeMillis(), options.getMode().name());
    if (deadLetters.isEmpty()) {
      Stores.writeResults(check.ofRows(all), options);
      return gold;
    }
    PCollection<Row> results = check.ofAll(all, silver.itemRows().orElseThrow(), deadLetters.get());
    PCollection<Row> written =
        Stores.writeResults(results, options)
            .map(writing -> after("WhenWritten", results, writing))
            .orElse(results);
    PCollection<Void> gate = written.apply(new QualityGate());
    Map<Table, PCollection<Row>> good = new LinkedHashMap<>();
    gold.forEach((table, rows) -> good.put(table, after("WhenGood " + table, rows, gate)));
    return good;
  }

  private static PCollection<Row> after(
      String name, PCollection<Row> rows, PCollection<?> isComplete) {
    return rows.apply(name, Wait.on(isComplete)).setCoder(rows.getCoder());
  }

  /** Brings the databases that the options name to their schema. */
  public static void prepare(MedallionOptions options) {
    Stores.prepare(options);
  }
}
