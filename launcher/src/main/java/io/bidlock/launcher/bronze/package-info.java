/** Bronze, as it looks from outside: folders and files. */
package io.bidlock.launcher.bronze;
