package io.flinkvariance.run;

import io.flinkvariance.measure.Sample;
import java.time.Duration;
import java.util.List;

/** Is told how a run goes, from the thread that runs it. */
public interface RunObserver {
    /** The job is there; not told of a run that is taken up again. */
    void submitted(String jobId);

    /** The second of the epoch that samples are counted from; told before the first of them. */
    void began(long firstSecond);

    /** New samples, in the order of time. */
    void sampled(List<Sample> samples);

    /** Once or twice a second, while there is a connection. */
    void progressed(RunProgress progress);

    /** The cluster cannot be reached; the run keeps trying. */
    void disconnected(String why);

    /** It can be reached again, after so long. */
    void connected(Duration outage);
}
