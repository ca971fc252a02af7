package io.bidlock.pipelines.gold;

import java.time.LocalDate;
import org.joda.time.Instant;

/**
 * The day or hour that a row of gold is about.
 *
 * @param timeZone the house's, by its IANA name
 * @param day the day there
 * @param start when the window begins
 */
public record GoldTime(String timeZone, LocalDate day, Instant start) {}
