package io.bidlock.ingest.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** An id as a part of an address. */
final class PathText {
  private PathText() {}

  static String encode(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
