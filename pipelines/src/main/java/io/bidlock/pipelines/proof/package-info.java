/** Proof that what was decided is what the log says: the log replayed and compared. */
package io.bidlock.pipelines.proof;
