/** Arbitrating files: their lines become a log, which the very same transform decides. */
package io.bidlock.pipelines.batch;
