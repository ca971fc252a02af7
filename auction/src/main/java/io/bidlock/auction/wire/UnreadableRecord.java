package io.bidlock.auction.wire;

import java.util.Optional;

/** JSON that is malformed, or not what was expected; the message says what and where. */
public final class UnreadableRecord extends Exception {
  private static final long serialVersionUID = 1L;

  /** A field's name, or empty; a string because exceptions are serializable. */
  private final String field;

  private final String complaint;

  public UnreadableRecord(String message) {
    this("", message);
  }

  /**
   * @param field which field is to blame; empty for the whole
   */
  public UnreadableRecord(String field, String message) {
    super(field.isEmpty() ? message : field + ": " + message);
    this.field = field;
    this.complaint = message;
  }

  /** Which field is to blame, where it is one. */
  public Optional<String> field() {
    return field.isEmpty() ? Optional.empty() : Optional.of(field);
  }

  /** What is wrong, without the field's name. */
  public String complaint() {
    return complaint;
  }
}
