package io.bidlock.pipelines.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Brings a database to the schema that this code writes: the files of {@code sql/}, which the jar
 * carries, one after the other, each once. What was done is written down in the database, in {@code
 * bidlock.flyway_schema_history}.
 */
public final class Migrations {
  private static final String LOCATION = "classpath:db/migration";
  private static final String HISTORY_SCHEMA = "bidlock";
  // A number that nobody else uses: "bidlock".
  private static final long LOCK = 0x6269646c6f636bL;
  // A migration may rewrite a large table, and somebody else wait for it.
  private static final long TIMEOUT_MILLIS = 24 * 3_600_000L;

  private Migrations() {}

  /** Applies what is missing to {@code --postgresUrl}, and says so. */
  public static void main(String... arguments) {
    PostgresSettings settings =
        PostgresSettings.of(
            PipelineOptionsFactory.fromArgs(arguments).withValidation().as(PostgresOptions.class));
    System.out.println(settings.address() + ": " + apply(settings) + " migrations applied");
  }

  /**
   * Applies what is missing. Of several jobs that start at once one does it, and the others wait.
   *
   * @return how many migrations were applied
   * @throws PostgresUnavailable when the database does not answer
   * @throws PostgresFailure when it is newer than this code, was changed by other migrations than
   *     these, or refuses one
   */
  public static int apply(PostgresSettings settings) {
    try (Connection connection = settings.withTimeoutMillis(TIMEOUT_MILLIS).connect()) {
      connection.setAutoCommit(true);
      try (Statement statement = connection.createStatement()) {
        // Flyway's own lock stands in the history, which the first of all has yet to make.
        statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
      }
      return migrate(settings);
    } catch (SQLException e) {
      throw failure(settings, SqlFailure.reason(e), e);
    } catch (FlywayException e) {
      throw failure(settings, e.getMessage(), e);
    }
  }

  private static int migrate(PostgresSettings settings) {
    Flyway flyway =
        Flyway.configure(Migrations.class.getClassLoader())
            .dataSource(dataSource(settings))
            .locations(LOCATION)
            .failOnMissingLocations(true)
            .defaultSchema(HISTORY_SCHEMA)
            .cleanDisabled(true)
            .load();
    refuseNewer(settings, flyway.info());
    return flyway.migrate().migrationsExecuted;
  }

  private static PGSimpleDataSource dataSource(PostgresSettings settings) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(settings.url());
    if (source.getUser() == null && !settings.user().isEmpty()) {
      source.setUser(settings.user());
    }
    if (source.getPassword() == null && !settings.password().isEmpty()) {
      source.setPassword(settings.password());
    }
    source.setApplicationName("bidlock");
    return source;
  }

  private static void refuseNewer(PostgresSettings settings, MigrationInfoService migrations) {
    Optional<MigrationVersion> known =
        newest(migrations, migration -> migration.getState().isResolved());
    Optional<MigrationVersion> future =
        newest(
            migrations,
            migration ->
                migration.getState() == MigrationState.FUTURE_SUCCESS
                    || migration.getState() == MigrationState.FUTURE_FAILED);
    if (future.isPresent()) {
      throw new PostgresFailure(
          settings.address()
              + " is at version "
              + future.get()
              + " of the schema, and this BidLock knows those up to "
              + known.map(MigrationVersion::toString).orElse("none")
              + ": run a newer BidLock, or use another database.");
    }
  }

  private static Optional<MigrationVersion> newest(
      MigrationInfoService migrations, Predicate<MigrationInfo> of) {
    return Arrays.stream(migrations.all())
        .filter(of)
        .map(MigrationInfo::getVersion)
        .filter(version -> version != null)
        .max(Comparator.naturalOrder());
  }

  private static RuntimeException failure(PostgresSettings settings, String reason, Exception e) {
    return away(e)
        ? new PostgresUnavailable(settings.address() + " does not answer: " + reason, e)
        : new PostgresFailure(settings.address() + " cannot be migrated: " + reason, e);
  }

  private static boolean away(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && SqlFailure.of(sql) == SqlFailure.AWAY) {
        return true;
      }
    }
    return false;
  }
}
