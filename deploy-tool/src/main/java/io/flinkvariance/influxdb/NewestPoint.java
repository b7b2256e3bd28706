package io.flinkvariance.influxdb;

import java.time.Instant;

/** The last that a TaskManager wrote, by its own clock. */
public record NewestPoint(String host, String taskManagerId, Instant at) {}
