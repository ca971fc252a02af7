/** How BidLock's own types travel between Beam's steps. */
package io.bidlock.pipelines.coders;
