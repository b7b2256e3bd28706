/** Waiting, with a deadline and by a clock that nobody sets. */
package io.flinkvariance.time;
