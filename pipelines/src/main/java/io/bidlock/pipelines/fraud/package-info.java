/** What looks like fraud: evidence, the rules that weigh it, scores and alerts. */
package io.bidlock.pipelines.fraud;
