package io.flinkvariance.run;

import io.flinkvariance.measure.Sample;
import java.util.List;

/** Is told how a run goes, from the thread that runs it. */
public interface RunObserver {
    /** New samples, in the order of time. */
    void sampled(List<Sample> samples);

    /** Once or twice a second. */
    void progressed(RunProgress progress);
}
