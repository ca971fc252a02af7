package io.bidlock.pipelines.proof;

import io.bidlock.pipelines.postgres.PostgresSettings;
import io.bidlock.pipelines.silver.Silver;
import io.bidlock.pipelines.table.Table;
import java.util.Optional;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.jdbc.JdbcIO;
import org.apache.beam.sdk.io.jdbc.JdbcIO.DataSourceConfiguration;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Links by item, from silver in PostgreSQL. Each table is read by one statement, a thousand rows at
 * a time; what is written meanwhile is not seen.
 */
final class ReadSilver extends PTransform<PBegin, PCollection<KV<String, Link>>> {
  private static final long serialVersionUID = 1L;
  private static final int ROWS_AT_ONCE = 1_000;
  private static final long SOCKET_GRACE_SECONDS = 10;

  private final PostgresSettings settings;

  ReadSilver(PostgresSettings settings) {
    super("ReadSilver");
    this.settings = settings;
  }

  @Override
  public PCollection<KV<String, Link>> expand(PBegin begin) {
    return PCollectionList.of(links(begin, Silver.BIDS, bid -> Optional.of(SilverLinks.ofBid(bid))))
        .and(links(begin, Silver.ITEMS, SilverLinks::ofItem))
        .apply("Both", Flatten.pCollections());
  }

  private PCollection<KV<String, Link>> links(
      PBegin begin, Table table, SerializableFunction<Row, Optional<Link>> link) {
    return begin
        .apply("Read " + table, rows(table))
        .apply(
            "Links of " + table,
            FlatMapElements.into(
                    TypeDescriptors.kvs(TypeDescriptors.strings(), TypeDescriptor.of(Link.class)))
                .via(
                    row ->
                        link.apply(row).stream()
                            .map(one -> KV.of(row.getString("item_id"), one))
                            .toList()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), new LinkCoder()));
  }

  private JdbcIO.ReadRows rows(Table table) {
    // A line a column: Beam 2.70 prints the schema's name where a statement stands on one line.
    String columns = String.join(",\n", table.columns().getFieldNames());
    return JdbcIO.readRows()
        .withDataSourceConfiguration(DataSourceConfiguration.create(dataSource()))
        .withQuery("SELECT " + columns + "\nFROM " + table)
        // Beam would ask PostgreSQL for it while the pipeline is built.
        .withSchema(table.columns())
        .withFetchSize(ROWS_AT_ONCE)
        // Links are grouped next, which is as good as Beam's own shuffle of all rows.
        .withOutputParallelization(false);
  }

  /** A new connection each time: the pool that Beam makes otherwise is never closed. */
  private PGSimpleDataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(settings.url());
    if (source.getUser() == null && !settings.user().isEmpty()) {
      source.setUser(settings.user());
    }
    if (source.getPassword() == null && !settings.password().isEmpty()) {
      source.setPassword(settings.password());
    }
    source.setApplicationName("bidlock");
    source.setSocketTimeout(
        Math.toIntExact(settings.timeoutMillis() / 1_000 + SOCKET_GRACE_SECONDS));
    source.setTcpKeepAlive(true);
    return source;
  }
}
