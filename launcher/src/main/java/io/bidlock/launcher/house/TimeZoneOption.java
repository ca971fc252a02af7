package io.bidlock.launcher.house;

import java.time.ZoneId;
import picocli.CommandLine.Option;

/** The option that says in which time zone a house's days begin. */
public final class TimeZoneOption {
  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description = "The house's time zone, as Europe/Vienna (default: ${DEFAULT-VALUE}).")
  private ZoneId zone;

  public ZoneId zone() {
    return zone;
  }
}
