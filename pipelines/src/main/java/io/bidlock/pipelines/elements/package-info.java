/** What steps do with elements, whatever they are about: their bundles and their times. */
package io.bidlock.pipelines.elements;
