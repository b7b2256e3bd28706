package io.flinkvariance.rest;

/** What a cluster says of itself. */
public record ClusterOverview(
        String flinkVersion,
        int taskManagers,
        int slotsTotal,
        int slotsAvailable,
        int jobsRunning) {}
