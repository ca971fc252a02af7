/** What the tests of this module share: a generated log, its plain arbitration, real servers. */
package io.bidlock.pipelines.testing;
