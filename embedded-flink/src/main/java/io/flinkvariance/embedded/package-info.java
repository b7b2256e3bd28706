/** A Flink in a process of its own, which the tool starts and tells what to run. */
package io.flinkvariance.embedded;
