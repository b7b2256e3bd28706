package io.flinkvariance.report;

import io.flinkvariance.measure.MalformedSamplesException;
import io.flinkvariance.measure.SampleSeries;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.result.RunResult;
import io.flinkvariance.result.StoredRun;
import java.io.IOException;
import java.util.List;

/**
 * The samples of a run for its curves; of a file that cannot be read, none.
 *
 * @param note what is wrong with them; empty if nothing is
 */
record StoredSamples(SampleSeries series, String note) {
    /** A window ends between two samples, so the last may be a second before its end. */
    private static final double SLACK_SECONDS = 2;

    /** Reads them. */
    static StoredSamples of(StoredRun run) {
        try {
            SampleSeries samples = run.samples();
            return new StoredSamples(samples, whatIsMissing(run.result(), samples));
        } catch (IOException | MalformedSamplesException broken) {
            return new StoredSamples(
                    new SampleSeries(List.of()), "cannot be read: " + broken.getMessage());
        }
    }

    /** Whose figures are known has been sampled, whatever became of the file. */
    private static String whatIsMissing(RunResult result, SampleSeries samples) {
        RunResult.Throughput measured = result.throughput();
        if (measured == null) {
            return "";
        }
        if (samples.isEmpty()) {
            return "are gone: %s is missing, or has none".formatted(RunFolder.SAMPLES);
        }
        double end = measured.windowFromSecond() + measured.windowSeconds();
        return samples.lastSecond() + SLACK_SECONDS < end
                ? Html.format(
                        "are not all there: the last is of second %.0f, and the measured window"
                                + " ends at second %.0f",
                        samples.lastSecond(), end)
                : "";
    }

    /**
     * The note as a paragraph; nothing if there is none.
     *
     * @param whose behind "The samples", with a blank before it
     */
    String paragraph(String whose) {
        return note.isEmpty()
                ? ""
                : "<p class=\"failure\">%s %s.</p>\n"
                        .formatted(Html.text("The samples" + whose), Html.text(note));
    }
}
