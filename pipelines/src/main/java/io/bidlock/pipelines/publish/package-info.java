/** Writing what was decided to Kafka. */
package io.bidlock.pipelines.publish;
