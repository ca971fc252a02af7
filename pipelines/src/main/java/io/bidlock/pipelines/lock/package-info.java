/**
 * The lock in Redis, seen from the arbitration job: looking before a bid is decided, showing after.
 * Redis never changes a decision, and its absence never stops one.
 */
package io.bidlock.pipelines.lock;
