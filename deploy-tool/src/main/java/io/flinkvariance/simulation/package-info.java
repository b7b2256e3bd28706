/**
 * The way of records through Flink's buffers, event by event, without Flink and without waiting.
 */
package io.flinkvariance.simulation;
