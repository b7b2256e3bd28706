/**
 * Flink on YARN: a session of its own for each run, which is begun and ended on Hadoop's master.
 */
package io.flinkvariance.yarn;
