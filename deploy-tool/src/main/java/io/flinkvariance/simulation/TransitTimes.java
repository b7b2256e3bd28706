package io.flinkvariance.simulation;

import io.flinkvariance.measure.SampleSeries;
import org.HdrHistogram.Histogram;

/**
 * How long records were between the source and the end of their work, by what the counters stood at
 * with each sample: a channel is first in, first out, so the k-th record that was sent is the k-th
 * that is done. Between two samples records are taken to have passed evenly, so a time may be wrong
 * by a fraction of a second.
 *
 * <p>Of the records that were done in a window. Of up to {@value #POINTS} of each channel between
 * two samples the time is looked up; the others count as these do.
 */
final class TransitTimes {
    private static final int POINTS = 8;
    private static final int DIGITS = 3;
    private static final double MICROS_PER_SECOND = 1e6;

    private final SampleSeries samples;
    private final Histogram micros = new Histogram(DIGITS);

    private TransitTimes(SampleSeries samples) {
        this.samples = samples;
    }

    /** Of a window of samples that count what was sent, unless all channels are sent the same. */
    static TransitTimes of(SampleSeries samples, double fromSecond, double toSecond) {
        TransitTimes times = new TransitTimes(samples);
        for (int subtask = 0; subtask < samples.subtasks(); subtask++) {
            times.add(subtask, fromSecond, toSecond);
        }
        return times;
    }

    /** That of so many percent of the records is no longer; there has to be a record. */
    double seconds(double percentile) {
        return micros.getValueAtPercentile(percentile) / MICROS_PER_SECOND;
    }

    private void add(int subtask, double fromSecond, double toSecond) {
        int sentRow = 1;
        for (int row = 1; row < samples.size(); row++) {
            if (samples.second(row - 1) < fromSecond || samples.second(row) > toSecond) {
                continue;
            }
            long before = samples.processed(subtask, row - 1);
            long done = samples.processed(subtask, row) - before;
            long points = Math.min(POINTS, done);
            for (long point = 0; point < points; point++) {
                double share = (point + 0.5) / points;
                double record = before + share * done;
                // What is done was sent by then; an equal share is rounded.
                while (sentRow < row && sent(subtask, sentRow) < record) {
                    sentRow++;
                }
                double seconds = between(row - 1, share) - secondSent(subtask, sentRow, record);
                micros.recordValueWithCount(
                        Math.round(Math.max(0, seconds) * MICROS_PER_SECOND),
                        done * (point + 1) / points - done * point / points);
            }
        }
    }

    private double secondSent(int subtask, int row, double record) {
        double before = sent(subtask, row - 1);
        double sent = sent(subtask, row) - before;
        return between(row - 1, sent > record - before ? (record - before) / sent : 1);
    }

    private double between(int row, double share) {
        return samples.second(row) + share * (samples.second(row + 1) - samples.second(row));
    }

    private double sent(int subtask, int row) {
        return samples.countsSent()
                ? samples.sent(subtask, row)
                : (double) samples.emitted(row) / samples.subtasks();
    }
}
