package io.bidlock.pipelines.postgres;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Which PostgreSQL a job uses, and how. */
public interface PostgresOptions extends PipelineOptions {

  @Description(
      "PostgreSQL, as jdbc:postgresql://host:5432/bidlock; user and password may stand in it.")
  @Default.String("")
  String getPostgresUrl();

  void setPostgresUrl(String value);

  @Description("PostgreSQL's user, where the URL names none.")
  @Default.String("")
  String getPostgresUser();

  void setPostgresUser(String value);

  @Description(
      "The user's password, where the URL has none. Empty: none, or the one in ~/.pgpass, which"
          + " nobody sees on a command line.")
  @Default.String("")
  @JsonIgnore // Used where the graph is made; else runners would show it among a job's options.
  String getPostgresPassword();

  void setPostgresPassword(String value);

  @Description(
      "How long rows wait for a PostgreSQL that does not answer, in milliseconds, before the step"
          + " fails and the runner starts it again.")
  @Default.Long(600_000)
  long getPostgresPatienceMillis();

  void setPostgresPatienceMillis(long value);

  @Description("How long one statement may take before it is tried again, in milliseconds.")
  @Default.Long(60_000)
  long getPostgresTimeoutMillis();

  void setPostgresTimeoutMillis(long value);

  @Description("How many rows are written at once, at most.")
  @Default.Integer(2_000)
  int getPostgresBatchRows();

  void setPostgresBatchRows(int value);
}
