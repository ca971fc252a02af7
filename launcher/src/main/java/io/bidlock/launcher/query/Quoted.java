package io.bidlock.launcher.query;

/** Names and texts as SQL has them. */
public final class Quoted {
  private Quoted() {}

  /** A text, as {@code 'it''s'}. */
  public static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
