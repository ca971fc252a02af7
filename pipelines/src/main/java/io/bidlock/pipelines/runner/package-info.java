/** What each Beam runner needs to be told to be quick. */
package io.bidlock.pipelines.runner;
