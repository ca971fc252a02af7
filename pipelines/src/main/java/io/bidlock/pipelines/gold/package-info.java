/** Gold: from silver's rows to the figures that people look at. */
package io.bidlock.pipelines.gold;
