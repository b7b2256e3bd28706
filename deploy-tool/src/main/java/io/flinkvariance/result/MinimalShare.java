package io.flinkvariance.result;

/**
 * A throughput beside that of minimal-variance.
 *
 * @param measured as a share of that throughput, as last measured on the same cluster
 * @param relativeTo the run that this refers to
 * @param publishedPercent the figure of 2019 for the scenario
 */
public record MinimalShare(Double measured, String relativeTo, Double publishedPercent) {}
