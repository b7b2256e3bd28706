package io.flinkvariance.cluster;

/**
 * What a standalone cluster should have, and where, as its JobManager's host sees it.
 *
 * @param flinkHome the folder of Flink, absolute
 * @param restAddress the REST interface's address
 * @param taskManagers how many there should be
 * @param names what the user calls its hosts, as far as that is known
 */
public record ClusterLayout(
        String flinkHome, String restAddress, int restPort, int taskManagers, HostNames names) {
    /** One whose hosts have addresses only. */
    public ClusterLayout(String flinkHome, String restAddress, int restPort, int taskManagers) {
        this(flinkHome, restAddress, restPort, taskManagers, HostNames.NONE);
    }
}
