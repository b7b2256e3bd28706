package io.flinkvariance.terminal;

import io.flinkvariance.run.RunProgress;
import java.io.PrintStream;
import java.time.Duration;

/** For logs and pipes: a line when the phase changes, and one every ten seconds. */
public final class PlainDisplay implements ProgressDisplay {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final PrintStream output;
    private RunProgress shown;

    public PlainDisplay(PrintStream output) {
        this.output = output;
    }

    @Override
    public void note(String line) {
        output.println(VisibleText.of(line));
    }

    @Override
    public void progress(RunProgress progress) {
        boolean isDue =
                shown == null
                        || shown.phase() != progress.phase()
                        || progress.elapsed().minus(shown.elapsed()).compareTo(PAUSE) >= 0;
        if (isDue) {
            output.println(ProgressText.of(progress));
            shown = progress;
        }
    }

    @Override
    public void close() {
        output.flush();
    }
}
