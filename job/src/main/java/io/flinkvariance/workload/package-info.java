/**
 * Who needs how long for a record, with its mean; without Flink, so that the model and the job draw
 * from the same.
 */
package io.flinkvariance.workload;
