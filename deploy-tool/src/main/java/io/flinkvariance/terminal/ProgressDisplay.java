package io.flinkvariance.terminal;

import io.flinkvariance.run.RunProgress;

/** Shows a person how a run goes. */
public interface ProgressDisplay extends AutoCloseable {
    /** Something worth a line of its own. */
    void note(String line);

    /** How far the run is. */
    void progress(RunProgress progress);

    /** Leaves the screen tidy. */
    @Override
    void close();
}
