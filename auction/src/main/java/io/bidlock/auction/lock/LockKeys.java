package io.bidlock.auction.lock;

import java.util.Optional;

/**
 * The names of keys in Redis.
 *
 * @param pattern an item's key, with {@value #PLACEHOLDER} where the item's id goes
 */
public record LockKeys(String pattern) {
  /** Stands for the item's id in a pattern. */
  public static final String PLACEHOLDER = "<item id>";

  /** The pattern where nothing else is asked for. */
  public static final String DEFAULT_PATTERN = "lock:" + PLACEHOLDER;

  /** Keys by the default pattern. */
  public static final LockKeys DEFAULT = new LockKeys(DEFAULT_PATTERN);

  /** The stream of requests by those who speak only Redis; ingest relays it into the log. */
  public static final String REQUEST_STREAM = "bidlock:lock-requests";

  /** About how many requests the stream keeps. */
  public static final long REQUEST_STREAM_LENGTH = 100_000;

  /** A hash; its field {@value #EPOCH_FIELD} is the newest generation's number. */
  public static final String EPOCH_KEY = "bidlock:epoch";

  public static final String EPOCH_FIELD = "epoch";

  /**
   * @throws IllegalArgumentException when the pattern does not hold the placeholder exactly once
   */
  public LockKeys {
    int first = pattern.indexOf(PLACEHOLDER);
    if (first < 0 || pattern.indexOf(PLACEHOLDER, first + 1) >= 0) {
      throw new IllegalArgumentException(
          "the lock's key pattern must hold '" + PLACEHOLDER + "' once: " + pattern);
    }
  }

  /** The key that shows who holds an item. */
  public String of(String itemId) {
    return prefix() + itemId + suffix();
  }

  /** What stands before the item's id, e.g. to be told of changes to all such keys. */
  public String prefix() {
    return pattern.substring(0, pattern.indexOf(PLACEHOLDER));
  }

  private String suffix() {
    return pattern.substring(pattern.indexOf(PLACEHOLDER) + PLACEHOLDER.length());
  }

  /** The item whose key this is, if it is such a key. */
  public Optional<String> itemId(String key) {
    String prefix = prefix();
    String suffix = suffix();
    boolean fits =
        key.length() > prefix.length() + suffix.length()
            && key.startsWith(prefix)
            && key.endsWith(suffix);
    return fits
        ? Optional.of(key.substring(prefix.length(), key.length() - suffix.length()))
        : Optional.empty();
  }
}
