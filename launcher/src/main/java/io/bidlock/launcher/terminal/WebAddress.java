package io.bidlock.launcher.terminal;

import java.net.URI;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the address of a server, {@code http://host:port}. */
public final class WebAddress implements ITypeConverter<URI> {
  @Override
  public URI convert(String text) {
    try {
      URI address = URI.create(text);
      boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
      if (web && address.getHost() != null) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // Told below, in the words of this option.
    }
    throw new TypeConversionException("'" + text + "' is no address like http://127.0.0.1:8080");
  }
}
