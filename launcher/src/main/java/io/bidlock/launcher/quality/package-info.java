/** What was expected of the data, and whether it held. */
package io.bidlock.launcher.quality;
