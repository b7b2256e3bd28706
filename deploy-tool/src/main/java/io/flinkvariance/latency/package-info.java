/** How long records took from the source to the end of their work: stamps joined by number. */
package io.flinkvariance.latency;
