/** What a step gathers within one bundle. */
package io.bidlock.pipelines.bundle;
