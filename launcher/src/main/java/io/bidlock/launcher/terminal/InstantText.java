package io.bidlock.launcher.terminal;

import java.time.DateTimeException;
import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads times as ISO 8601 has them, in UTC. */
public final class InstantText implements ITypeConverter<Instant> {
  @Override
  public Instant convert(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new TypeConversionException("'" + text + "' is no time like 2026-01-01T00:00:00Z");
    }
  }
}
