package io.bidlock.launcher.traffic;

import io.bidlock.auction.log.LogRecord;
import java.util.Optional;

/**
 * Somebody does something at a time.
 *
 * @param number from 0
 * @param atMillis milliseconds after the scenario's start; never decreases
 * @param record what it comes to in the log; empty for what could never be written there
 */
public record TrafficEvent(long number, long atMillis, Action action, Optional<LogRecord> record) {}
