package io.bidlock.launcher.query;

/** Names and texts as SQL has them. */
final class Quoted {
  private Quoted() {}

  static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
