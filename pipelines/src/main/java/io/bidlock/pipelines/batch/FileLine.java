package io.bidlock.pipelines.batch;

import io.bidlock.auction.log.LogRecord;

/**
 * What a line of a file says.
 *
 * @param timeMillis when, by the file
 * @param record the command
 */
record FileLine<R extends LogRecord>(long timeMillis, R record) {}
