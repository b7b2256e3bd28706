package io.flinkvariance.influxdb;

/** What a counter stood at when its TaskManager reported it, by the TaskManager's clock. */
public record CountPoint(long epochMillis, long count) {}
