package io.flinkvariance.benchmark;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** A Flink in this JVM, with one TaskManager, whose tasks hand records over in memory. */
public final class FlinkHere {
    private FlinkHere() {}

    /** Starts one with so many slots; the caller closes it. */
    public static MiniCluster start(int slots) throws Exception {
        Configuration configuration = new Configuration();
        configuration.setString(TaskManagerOptions.MANAGED_MEMORY_SIZE, "16m");
        configuration.setString(TaskManagerOptions.HOST, "127.0.0.1");
        configuration.setString(RestOptions.BIND_ADDRESS, "127.0.0.1");
        configuration.setInteger(RestOptions.PORT, 0);
        MiniCluster flink =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(configuration)
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(slots)
                                .setCommonBindAddress("127.0.0.1")
                                .build());
        flink.start();
        return flink;
    }
}
