package io.flinkvariance.rest;

/**
 * A TaskManager that is registered.
 *
 * @param host where it runs, by the name that it gave itself; empty where there is no network
 */
public record TaskManagerDetails(String id, String host, int slots, int freeSlots) {}
