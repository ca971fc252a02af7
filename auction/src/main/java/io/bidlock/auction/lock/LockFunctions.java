package io.bidlock.auction.lock;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The Redis functions that BidLock ships (Redis 7 or newer). They are described in the source,
 * {@code bidlock.lua}; load it with {@code FUNCTION LOAD REPLACE}.
 */
public final class LockFunctions {
  /** {@code <item's key> | <value> <item_seq> <expires at, ms> <state>}. */
  public static final String MIRROR = "bidlock_mirror";

  /** {@code bidlock:epoch | <epoch> <partitions> [<partition caught up> …]}. */
  public static final String EPOCH = "bidlock_epoch";

  /** {@code bidlock:lock-requests | <item id> <request id> <holder> <ttl, ms>}. */
  public static final String LOCK = "bidlock_lock";

  /** {@code bidlock:lock-requests | <item id> <request id> <token>}. */
  public static final String RELEASE = "bidlock_release";

  /** {@code bidlock:lock-requests | <item id> <request id> <token>}. */
  public static final String COMMIT = "bidlock_commit";

  private static final String RESOURCE = "bidlock.lua";

  private LockFunctions() {}

  /** The library's source. */
  public static String source() {
    try (InputStream source = LockFunctions.class.getResourceAsStream(RESOURCE)) {
      if (source == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path");
      }
      return new String(source.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " cannot be read", e);
    }
  }
}
