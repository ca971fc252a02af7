/** How jobs are run: what each Beam runner needs to be told, and what is told of a job. */
package io.bidlock.pipelines.runner;
