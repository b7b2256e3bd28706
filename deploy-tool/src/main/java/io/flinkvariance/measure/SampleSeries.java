package io.flinkvariance.measure;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * The samples of a run in the order of time, all of the same shape.
 *
 * <p>A value: it never changes. Parts of a series and its continuations share its columns, so that
 * neither copies what may be millions of counts. Not for several threads at a time.
 */
public final class SampleSeries {
    /** A step from one sample to the next that is so many times as long as most is a gap. */
    private static final double GAP_IN_STEPS = 3;

    private static final Sample NOTHING = new Sample(0, 0, List.of(0L), List.of(), List.of());

    private final CounterTable columns;
    private final int begin;
    private final int end;

    /**
     * These samples.
     *
     * @throws IllegalArgumentException if one does not continue those before
     */
    public SampleSeries(List<Sample> samples) {
        this(new CounterTable(samples.isEmpty() ? NOTHING : samples.get(0)), samples);
    }

    private SampleSeries(CounterTable columns, List<Sample> samples) {
        samples.forEach(columns::append);
        this.columns = columns;
        this.begin = 0;
        this.end = columns.rows();
    }

    private SampleSeries(CounterTable columns, int begin, int end) {
        this.columns = columns;
        this.begin = begin;
        this.end = end;
    }

    /**
     * This and more.
     *
     * @throws IllegalArgumentException if one does not continue those before
     */
    public SampleSeries with(List<Sample> more) {
        if (isEmpty() || end != columns.rows()) {
            SampleSeries copy = new SampleSeries(isEmpty() ? more : samples());
            return isEmpty() ? copy : copy.with(more);
        }
        try {
            more.forEach(columns::append);
        } catch (IllegalArgumentException inconsistent) {
            columns.truncate(end);
            throw inconsistent;
        }
        return new SampleSeries(columns, begin, columns.rows());
    }

    /** This and one more. */
    public SampleSeries with(Sample next) {
        return with(List.of(next));
    }

    /** A view; each sample is made when it is asked for. */
    public List<Sample> samples() {
        return new View();
    }

    private final class View extends AbstractList<Sample> implements RandomAccess {
        @Override
        public Sample get(int row) {
            return columns.sample(begin + requireRow(row));
        }

        @Override
        public int size() {
            return end - begin;
        }
    }

    private int requireRow(int row) {
        if (row < 0 || row >= size()) {
            throw new IndexOutOfBoundsException("sample %d of %d".formatted(row, size()));
        }
        return row;
    }

    public int size() {
        return end - begin;
    }

    public boolean isEmpty() {
        return begin == end;
    }

    /** Zero when there are no samples. */
    public int subtasks() {
        return isEmpty() ? 0 : columns.subtasks();
    }

    /** Whether the router counted what it sent to each subtask. */
    public boolean countsSent() {
        return !isEmpty() && columns.countsSent();
    }

    /** Whether the time spent on records is known. */
    public boolean countsServiceTime() {
        return !isEmpty() && columns.countsServiceTime();
    }

    /** When a sample was taken, in seconds since the run began. */
    public double second(int row) {
        return columns.seconds()[begin + requireRow(row)];
    }

    /** The second of the last sample; there has to be one. */
    public double lastSecond() {
        return second(size() - 1);
    }

    /** What one subtask had processed by a sample. */
    public long processed(int subtask, int row) {
        return columns.processed(subtask)[begin + requireRow(row)];
    }

    /** What the router had sent to one subtask by a sample; only where it counts that. */
    public long sent(int subtask, int row) {
        return columns.sent(subtask)[begin + requireRow(row)];
    }

    /** What the source had emitted by a sample. */
    public long emitted(int row) {
        return columns.emitted()[begin + requireRow(row)];
    }

    /** Length in seconds, from the first sample to the last. */
    public double lengthSeconds() {
        return isEmpty() ? 0 : lastSecond() - second(0);
    }

    /** The samples from that second on. */
    public SampleSeries from(double second) {
        int first = begin;
        while (first < end && columns.seconds()[first] < second) {
            first++;
        }
        return new SampleSeries(columns, first, end);
    }

    /** The first so many samples, or all if there are fewer. */
    public SampleSeries first(int samples) {
        return new SampleSeries(columns, begin, Math.min(end, begin + samples));
    }

    /**
     * The samples after the last gap; all of them if there is none. What went on in a gap is not
     * known, so nothing may be said of a window that spans one.
     */
    public SampleSeries afterLastGap() {
        double longest = GAP_IN_STEPS * usualStep();
        int first = size() - 1;
        while (first > 0 && step(first) <= longest) {
            first--;
        }
        return first <= 0 ? this : new SampleSeries(columns, begin + first, end);
    }

    private double usualStep() {
        if (size() < 2) {
            return 0;
        }
        double[] steps = new double[size() - 1];
        Arrays.setAll(steps, row -> step(row + 1));
        Arrays.sort(steps);
        return steps[steps.length / 2];
    }

    private double step(int row) {
        return second(row) - second(row - 1);
    }

    /** What the source emitted between two seconds, per second. */
    public double emittedPerSecond(double from, double to) {
        return emitted().rate(from, to);
    }

    /** What the subtasks processed between two seconds, per second. */
    public double processedPerSecond(double from, double to) {
        return processed().rate(from, to);
    }

    /** Records that the source emitted and no subtask processed yet. */
    public double inFlightAt(double second) {
        return emitted().at(second) - processed().at(second);
    }

    /** All that the source emitted, over time. */
    Curve emitted() {
        return curve(columns.emitted());
    }

    /** All that the subtasks processed, over time. */
    public Curve processed() {
        return curve(columns.processedInAll());
    }

    /** What one subtask processed, over time. */
    public Curve processed(int subtask) {
        return curve(columns.processed(subtask));
    }

    /** What the router sent to one subtask, over time. */
    Curve sent(int subtask) {
        return curve(columns.sent(subtask));
    }

    /** Milliseconds that one subtask worked, over time. */
    public Curve serviceMillis(int subtask) {
        double[] column = columns.serviceMillis(subtask);
        return new Curve(columns.seconds(), row -> column[row], begin, end);
    }

    private Curve curve(long[] column) {
        return new Curve(columns.seconds(), new Curve.Counts(column), begin, end);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SampleSeries series && samples().equals(series.samples());
    }

    @Override
    public int hashCode() {
        return samples().hashCode();
    }

    @Override
    public String toString() {
        return samples().toString();
    }
}
