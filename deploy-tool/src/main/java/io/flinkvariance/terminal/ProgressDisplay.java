package io.flinkvariance.terminal;

import io.flinkvariance.run.RunProgress;
import java.time.Duration;

/** Shows a person how a run goes. */
public interface ProgressDisplay extends AutoCloseable {
    /** Something worth a line of its own. */
    void note(String line);

    /** How far the run is. */
    void progress(RunProgress progress);

    /** The cluster cannot be reached. */
    default void disconnected(String why) {
        note("connection lost: " + why + "; trying again");
    }

    /** It can be reached again. */
    default void connected(Duration outage) {
        note("connected again after %d s".formatted(outage.toSeconds()));
    }

    /** Leaves the screen tidy. */
    @Override
    void close();
}
