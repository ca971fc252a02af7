package io.bidlock.pipelines.log;

/**
 * A record that cannot be read, now or ever.
 *
 * @param topic where it stands
 * @param position its place there, {@code era-partition-offset}
 * @param timeMillis the broker's timestamp
 * @param key as read; empty where there was none
 * @param value as read; empty where there was none
 * @param error why it cannot be read
 */
public record DeadLetter(
    String topic, String position, long timeMillis, byte[] key, byte[] value, String error) {}
