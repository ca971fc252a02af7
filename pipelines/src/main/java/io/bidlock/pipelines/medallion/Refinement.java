package io.bidlock.pipelines.medallion;

import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.pipelines.fraud.FraudSummary;
import io.bidlock.pipelines.fraud.RaiseAlerts;
import io.bidlock.pipelines.fraud.ScoreFraud;
import io.bidlock.pipelines.gold.Gold;
import io.bidlock.pipelines.gold.GoldWindows;
import io.bidlock.pipelines.gold.SilverToGold;
import io.bidlock.pipelines.publish.Publish;
import io.bidlock.pipelines.silver.BronzeToSilver;
import io.bidlock.pipelines.silver.Silver;
import io.bidlock.pipelines.silver.SilverCollections;
import io.bidlock.pipelines.table.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;

/**
 * What becomes of rulings and users, wherever they come from.
 *
 * @param rulings as decided in streaming, or decided again
 * @param users rows of {@code silver.users}
 */
public record Refinement(PCollection<Ruling> rulings, PCollection<Row> users, GoldWindows windows) {

  /** Silver and gold, to where the options say; alerts, where there is somebody to be told. */
  public void writeTo(MedallionOptions options) {
    SilverCollections silver = rulings.apply("BronzeToSilver", new BronzeToSilver());
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
    Stores.write(gold, options.getGold(), options);
    if (options.getMode() == MedallionMode.STREAMING) {
      scores
          .apply("RaiseAlerts", new RaiseAlerts())
          .apply(Publish.alerts(options.getBootstrapServers(), 0));
    }
  }

  /** Brings the databases that the options name to their schema. */
  public static void prepare(MedallionOptions options) {
    Stores.prepare(options);
  }
}
