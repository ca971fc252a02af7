/** What is expected of the medallion's tables, and whether it holds. */
package io.bidlock.pipelines.quality;
