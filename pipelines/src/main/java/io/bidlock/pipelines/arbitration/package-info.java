/** The arbitration job and the transform that decides, shared by streaming, batch and replay. */
package io.bidlock.pipelines.arbitration;
