/**
 * Records of topics as files, and back: what was in Kafka, byte for byte, for as long as anybody
 * wants it (docs/medallion.md, "Bronze").
 */
package io.bidlock.pipelines.bronze;
