/** How many bids a second the arbitration job decides. */
package io.bidlock.pipelines.bench;
