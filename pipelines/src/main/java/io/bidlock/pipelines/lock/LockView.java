package io.bidlock.pipelines.lock;

import java.util.Map;

/**
 * What Redis shows.
 *
 * @param epoch the newest generation's number, 0 where there is none
 * @param values the text in each item's key, where there is one
 */
public record LockView(long epoch, Map<String, String> values) {}
