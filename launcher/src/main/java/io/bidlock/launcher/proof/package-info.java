/** The proof that what was decided is what the log says. */
package io.bidlock.launcher.proof;
