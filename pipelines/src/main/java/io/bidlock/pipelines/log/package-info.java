/** Reading the auction log: which partitions, by what event time, and what a record says. */
package io.bidlock.pipelines.log;
