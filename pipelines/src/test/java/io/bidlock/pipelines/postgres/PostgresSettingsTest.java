package io.bidlock.pipelines.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.bidlock.pipelines.table.Table;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;

class PostgresSettingsTest {
  private static final String URL = "jdbc:postgresql://db:5432/bidlock?user=me&password=secret";

  @Test
  void optionsHaveTheSameDefaults() {
    PostgresOptions options =
        PipelineOptionsFactory.fromArgs("--postgresUrl=" + URL).as(PostgresOptions.class);
    assertThat(PostgresSettings.of(options)).isEqualTo(PostgresSettings.of(URL));
  }

  @Test
  void optionsSayEverything() {
    PostgresOptions options =
        PipelineOptionsFactory.fromArgs(
                "--postgresUrl=" + URL,
                "--postgresUser=ann",
                "--postgresPassword=hidden",
                "--postgresPatienceMillis=1",
                "--postgresTimeoutMillis=2",
                "--postgresBatchRows=3")
            .as(PostgresOptions.class);
    assertThat(PostgresSettings.of(options))
        .isEqualTo(new PostgresSettings(URL, "ann", "hidden", 1, 2, 3));
  }

  @Test
  void passwordsAreNotPrinted() {
    PostgresSettings settings = new PostgresSettings(URL, "ann", "hidden", 1, 2, 3);
    assertThat(settings).hasToString("jdbc:postgresql://db:5432/bidlock");
  }

  @Test
  void whatIsNoUrlIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PostgresSettings.of("postgres://db/bidlock"))
        .withMessageContaining("jdbc:postgresql://host:5432/bidlock");
  }

  @Test
  void aParentGrows() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Table.fixed("trial", "bids", House.USERS.columns(), "user_id")
                    .withParent(
                        "name", Table.fixed("trial", "a", House.USERS.columns(), "user_id")))
        .withMessageContaining("a stub would stay a stub");
  }
}
