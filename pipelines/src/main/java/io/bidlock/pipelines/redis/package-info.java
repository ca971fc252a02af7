/** Redis, by one connection a step, which comes back when it is lost. */
package io.bidlock.pipelines.redis;
