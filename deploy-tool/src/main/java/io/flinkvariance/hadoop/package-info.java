/** A Hadoop cluster, asked on its master: its workers, and what YARN needs for a run. */
package io.flinkvariance.hadoop;
