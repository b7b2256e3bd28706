package io.flinkvariance.cluster;

/**
 * What a standalone cluster should have, and where, as its JobManager's host sees it.
 *
 * @param flinkHome the folder of Flink, absolute
 * @param restAddress the REST interface's address
 * @param taskManagers how many there should be
 */
public record ClusterLayout(
        String flinkHome,
        String restAddress,
        int restPort,
        int taskManagers,
        int slotsPerTaskManager) {}
