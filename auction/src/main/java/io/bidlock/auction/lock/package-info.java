/**
 * The words of the lock in Redis, shared by all who read or write it: the item's key and its value,
 * the stream of requests, the epoch, the shipped functions (DESIGN.md, "The lock"). No client here.
 */
package io.bidlock.auction.lock;
