package io.flinkvariance.latency;

/**
 * How well times of several machines agree.
 *
 * @param uncertaintyMicros by how much a time from one machine to another may be wrong, to either
 *     side
 * @param driftMicros by how much two clocks went apart during the run at most, which is accounted
 *     for
 */
public record ClockComparison(long uncertaintyMicros, long driftMicros) {}
