package io.flinkvariance.cli;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.terminal.ProgressDisplay;
import java.nio.file.Path;

/** Where a scenario is to run: known and checked, but not started or contacted yet. */
interface ClusterSource {
    /** Whether this machine does the work, and so must not be measured while it starts. */
    boolean isHere();

    /**
     * Starts it, or connects to it.
     *
     * @param scratch a folder for temporary files, removed after the run
     */
    Cluster open(Path scratch, ProgressDisplay display) throws InterruptedException;
}
