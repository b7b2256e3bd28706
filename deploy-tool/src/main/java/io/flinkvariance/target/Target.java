package io.flinkvariance.target;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.scenario.Scenario;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Where scenarios are to run: known and checked, but not started or contacted yet. */
public interface Target {
    /** Whether this machine does the work, and so must not be measured while it starts. */
    boolean isHere();

    /** What its runs are cross-checked with, if anything. */
    Optional<MetricsSource> metrics();

    /** The folder with the jars of Kafka, if runs that read a topic are possible. */
    default Optional<Path> kafka() {
        return Optional.empty();
    }

    /** The Kafka whose topics are read where a scenario names none; otherwise a run starts one. */
    default Optional<ProvidedKafka> providedKafka() {
        return Optional.empty();
    }

    /** Its network buffers, where another with other buffers can be started for some run. */
    default Optional<BufferSettings> choosableBuffers() {
        return Optional.empty();
    }

    /**
     * Starts it, or connects to it.
     *
     * @param scratch a folder for temporary files, which is removed when it is closed
     * @param notes is told what takes time
     */
    Cluster open(Path scratch, Consumer<String> notes) throws InterruptedException;

    /**
     * Refuses a scenario that there is no room for; what may come free soon is waited for.
     *
     * @throws io.flinkvariance.error.ClusterStateException with what is in the way
     */
    default void requireRoom(Cluster cluster, Scenario scenario, Consumer<String> notes)
            throws InterruptedException {
        FreeSlots.require(cluster, scenario, notes);
    }
}
