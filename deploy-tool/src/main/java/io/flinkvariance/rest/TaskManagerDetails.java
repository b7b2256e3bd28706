package io.flinkvariance.rest;

/** A registered TaskManager, by the address that it told the JobManager. */
public record TaskManagerDetails(String id, String host, int slots, int freeSlots) {}
