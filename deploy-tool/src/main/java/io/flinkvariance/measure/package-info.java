/** Samples, queues, the steady state, and the mean with its interval. */
package io.flinkvariance.measure;
