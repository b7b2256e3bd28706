/** Counters of a subtask, read on every whole second, and carried as one text. */
package io.flinkvariance.counts;
