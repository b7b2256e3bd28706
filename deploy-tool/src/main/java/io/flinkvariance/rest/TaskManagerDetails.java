package io.flinkvariance.rest;

/**
 * A TaskManager that is registered.
 *
 * @param host where it runs, by the name that it gave itself; empty where there is no network
 */
public record TaskManagerDetails(
        String id, String host, int dataPort, int slots, int freeSlots, Hardware hardware) {

    /**
     * What it found there.
     *
     * @param freeBytes of the JVM's heap, when it registered
     * @param managedBytes that Flink set aside for itself
     */
    public record Hardware(int cores, long physicalBytes, long freeBytes, long managedBytes) {}
}
