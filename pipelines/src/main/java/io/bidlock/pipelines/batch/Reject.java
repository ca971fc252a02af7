package io.bidlock.pipelines.batch;

/**
 * A line that could not be read.
 *
 * @param file the file's name
 * @param line the number of its first line, from 1
 * @param reason what is wrong with it
 * @param raw as written
 */
record Reject(String file, long line, String reason, String raw) {}
