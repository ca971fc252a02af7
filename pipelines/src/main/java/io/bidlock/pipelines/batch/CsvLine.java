package io.bidlock.pipelines.batch;

/**
 * One record of a CSV file as it is written there.
 *
 * @param number of its first line, from 1
 * @param text as written; several lines where a quoted field has line breaks
 * @param whole false where a quote is opened and never closed
 */
record CsvLine(long number, String text, boolean whole) {}
