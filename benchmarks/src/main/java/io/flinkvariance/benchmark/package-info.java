/** What benchmarks of whole jobs have in common. */
package io.flinkvariance.benchmark;
