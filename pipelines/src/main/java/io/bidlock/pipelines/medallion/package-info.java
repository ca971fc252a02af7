/** The medallion job: bronze, silver and gold, in streaming and in batch. */
package io.bidlock.pipelines.medallion;
