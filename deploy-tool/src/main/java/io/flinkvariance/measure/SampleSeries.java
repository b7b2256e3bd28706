package io.flinkvariance.measure;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The samples of a run in the order of time, all of the same shape. */
public record SampleSeries(List<Sample> samples) {
    /** A step from one sample to the next that is so many times as long as most is a gap. */
    private static final double GAP_IN_STEPS = 3;

    public SampleSeries {
        samples = List.copyOf(samples);
        for (int row = 1; row < samples.size(); row++) {
            Sample before = samples.get(row - 1);
            Sample after = samples.get(row);
            if (after.subtasks() != before.subtasks()
                    || after.sent().size() != before.sent().size()
                    || after.serviceMillis().size() != before.serviceMillis().size()) {
                throw new IllegalArgumentException("sample %d has another shape".formatted(row));
            }
            if (!(after.second() > before.second())) {
                throw new IllegalArgumentException(
                        "sample %d is not later than the one before".formatted(row));
            }
            if (!after.continues(before)) {
                throw new IllegalArgumentException(
                        "sample %d has a counter that is lower than before".formatted(row));
            }
        }
    }

    public int size() {
        return samples.size();
    }

    public boolean isEmpty() {
        return samples.isEmpty();
    }

    /** Zero when there are no samples. */
    public int subtasks() {
        return isEmpty() ? 0 : samples.get(0).subtasks();
    }

    /** Whether the router counted what it sent to each subtask. */
    public boolean countsSent() {
        return !isEmpty() && !samples.get(0).sent().isEmpty();
    }

    /** Whether the time spent on records is known. */
    public boolean countsServiceTime() {
        return !isEmpty() && !samples.get(0).serviceMillis().isEmpty();
    }

    /** Length in seconds, from the first sample to the last. */
    public double lengthSeconds() {
        return isEmpty() ? 0 : samples.get(samples.size() - 1).second() - samples.get(0).second();
    }

    /** The samples from that second on. */
    public SampleSeries from(double second) {
        return new SampleSeries(
                samples.stream().filter(sample -> sample.second() >= second).toList());
    }

    /**
     * The samples after the last gap; all of them if there is none. What went on in a gap is not
     * known, so nothing may be said of a window that spans one.
     */
    public SampleSeries afterLastGap() {
        double longest = GAP_IN_STEPS * usualStep();
        int first = samples.size() - 1;
        while (first > 0 && step(first) <= longest) {
            first--;
        }
        return first <= 0 ? this : new SampleSeries(samples.subList(first, samples.size()));
    }

    private double usualStep() {
        double[] steps = IntStream.range(1, samples.size()).mapToDouble(this::step).toArray();
        Arrays.sort(steps);
        return steps.length == 0 ? 0 : steps[steps.length / 2];
    }

    private double step(int row) {
        return samples.get(row).second() - samples.get(row - 1).second();
    }

    /** All that the subtasks processed, over time. */
    public Curve processed() {
        return Curve.of(this, Sample::processedInAll);
    }

    /** What one subtask processed, over time. */
    public Curve processed(int subtask) {
        return Curve.of(this, sample -> sample.processed().get(subtask));
    }

    /** Milliseconds that one subtask worked, over time. */
    public Curve serviceMillis(int subtask) {
        return Curve.of(this, sample -> sample.serviceMillis().get(subtask));
    }
}
