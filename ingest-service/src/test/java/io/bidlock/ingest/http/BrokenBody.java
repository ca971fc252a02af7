package io.bidlock.ingest.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Breaks a good body in one of the ways in which bodies are broken. */
final class BrokenBody {
  private static final Pattern VALUE =
      Pattern.compile("(?<=:)(\"[^\"]*\"|-?[0-9][0-9.]*|true|false|null)");
  private static final Pattern NAME = Pattern.compile("\"[a-z_]+\"(?=:)");
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "[]",
          "{}",
          "-1",
          "0",
          "1e999",
          "1e-999",
          "1e2147483648",
          "NaN",
          "-Infinity",
          "12.345678901",
          "99999999999999999999",
          "\"\"",
          "\" \"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\u202e\"",
          "\"XQZ\"",
          "\"NaN\"",
          "\"2026-13-45T99:99:99Z\"",
          "\"-1000000000-01-01T00:00:00Z\"",
          "\"+1000000000-12-31T23:59:59Z\"",
          "\"PT-1S\"",
          "\"P106751991167300DT24H\"",
          "\"" + "x".repeat(2_000) + "\"",
          "[".repeat(1_000) + "]".repeat(1_000),
          "{\"a\":".repeat(500) + "1" + "}".repeat(500));

  private BrokenBody() {}

  static byte[] of(String good, Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> utf8(good.substring(0, random.nextInt(good.length())));
      case 1 -> spliced(utf8(good), random, 1, new byte[0]);
      case 2 -> spliced(utf8(good), random, 0, bytes(random, 1 + random.nextInt(3)));
      case 3 -> spliced(utf8(good), random, 1, bytes(random, 1));
      case 4 -> bytes(random, 1 + random.nextInt(200));
      case 5 -> utf8(with(good, NAME, "\"" + nameOf(good, random) + "\"", random));
      case 6 -> spliced(utf8(good), random, 0, " ".repeat(20_000).getBytes(StandardCharsets.UTF_8));
      default -> utf8(with(good, VALUE, VALUES.get(random.nextInt(VALUES.size())), random));
    };
  }

  /** Another of its names, which is then there twice, or one that is unknown. */
  private static String nameOf(String good, Random random) {
    List<String> names = new ArrayList<>(List.of("colour"));
    NAME.matcher(good).results().map(MatchResult::group).forEach(name -> names.add(bare(name)));
    return names.get(random.nextInt(names.size()));
  }

  private static String bare(String quoted) {
    return quoted.substring(1, quoted.length() - 1);
  }

  /** With another text in the place of one that the pattern finds. */
  private static String with(String good, Pattern pattern, String other, Random random) {
    List<MatchResult> found = pattern.matcher(good).results().toList();
    MatchResult one = found.get(random.nextInt(found.size()));
    return good.substring(0, one.start()) + other + good.substring(one.end());
  }

  private static byte[] spliced(byte[] good, Random random, int removed, byte[] inserted) {
    int at = random.nextInt(good.length);
    byte[] broken = Arrays.copyOf(good, good.length - removed + inserted.length);
    System.arraycopy(inserted, 0, broken, at, inserted.length);
    System.arraycopy(good, at + removed, broken, at + inserted.length, good.length - at - removed);
    return broken;
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
