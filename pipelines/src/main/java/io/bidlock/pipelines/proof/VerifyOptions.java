package io.bidlock.pipelines.proof;

import io.bidlock.pipelines.postgres.PostgresOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** What can be set of a verification. */
public interface VerifyOptions extends PostgresOptions {

  @Description("Where bronze is: a directory, or file:, s3: or gs:.")
  @Default.String("")
  String getBronze();

  void setBronze(String value);

  @Description("Silver in PostgreSQL, to be compared too: jdbc:postgresql://host:5432/bidlock.")
  @Default.String("")
  String getSilver();

  void setSilver(String value);

  @Description("Tell this item's history, and compare nothing but it.")
  @Default.String("")
  String getItem();

  void setItem(String value);

  @Description("The house is at rest: a record without a decision is a difference, however new.")
  @Default.Boolean(false)
  boolean getAllDecided();

  void setAllDecided(boolean value);
}
