/** Silver: from rulings and users to what happened, as tables. */
package io.bidlock.pipelines.silver;
