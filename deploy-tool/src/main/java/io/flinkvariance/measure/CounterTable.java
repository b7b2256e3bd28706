package io.flinkvariance.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The counters of a run, one column a counter and one row a sample; rows are appended and never
 * changed. At ten thousand subtasks and a sample a second that is some 100 MB an hour and counter,
 * where an object a number would be five times as much.
 */
final class CounterTable {
    private static final int FIRST_CAPACITY = 64;

    private final long[][] processed;
    private final long[][] sent;
    private final double[][] serviceMillis;
    private double[] seconds = new double[FIRST_CAPACITY];
    private long[] emitted = new long[FIRST_CAPACITY];
    private long[] processedInAll = new long[FIRST_CAPACITY];
    private int rows;

    /** Of the shape of that sample, which is not appended. */
    CounterTable(Sample shape) {
        processed = new long[shape.processed().size()][FIRST_CAPACITY];
        sent = new long[shape.sent().size()][FIRST_CAPACITY];
        serviceMillis = new double[shape.serviceMillis().size()][FIRST_CAPACITY];
    }

    int rows() {
        return rows;
    }

    int subtasks() {
        return processed.length;
    }

    boolean countsSent() {
        return sent.length > 0;
    }

    boolean countsServiceTime() {
        return serviceMillis.length > 0;
    }

    double[] seconds() {
        return seconds;
    }

    long[] emitted() {
        return emitted;
    }

    long[] processedInAll() {
        return processedInAll;
    }

    long[] processed(int subtask) {
        return processed[subtask];
    }

    long[] sent(int subtask) {
        return sent[subtask];
    }

    double[] serviceMillis(int subtask) {
        return serviceMillis[subtask];
    }

    /**
     * Appends a row.
     *
     * @throws IllegalArgumentException if it does not continue the row before; it is not taken then
     */
    void append(Sample sample) {
        requireContinued(sample);
        if (rows == seconds.length) {
            grow();
        }
        seconds[rows] = sample.second();
        emitted[rows] = sample.emitted();
        processedInAll[rows] = sample.processedInAll();
        put(sample.processed(), processed);
        put(sample.sent(), sent);
        for (int subtask = 0; subtask < serviceMillis.length; subtask++) {
            serviceMillis[subtask][rows] = sample.serviceMillis().get(subtask);
        }
        rows++;
    }

    private void put(List<Long> counts, long[][] columns) {
        for (int subtask = 0; subtask < columns.length; subtask++) {
            columns[subtask][rows] = counts.get(subtask);
        }
    }

    private void grow() {
        int capacity = 2 * rows;
        seconds = Arrays.copyOf(seconds, capacity);
        emitted = Arrays.copyOf(emitted, capacity);
        processedInAll = Arrays.copyOf(processedInAll, capacity);
        Arrays.setAll(processed, column -> Arrays.copyOf(processed[column], capacity));
        Arrays.setAll(sent, column -> Arrays.copyOf(sent[column], capacity));
        Arrays.setAll(serviceMillis, column -> Arrays.copyOf(serviceMillis[column], capacity));
    }

    private void requireContinued(Sample sample) {
        if (sample.processed().size() != processed.length
                || sample.sent().size() != sent.length
                || sample.serviceMillis().size() != serviceMillis.length) {
            throw new IllegalArgumentException("sample %d has another shape".formatted(rows));
        }
        if (rows == 0) {
            return;
        }
        if (!(sample.second() > seconds[rows - 1])) {
            throw new IllegalArgumentException(
                    "sample %d is not later than the one before".formatted(rows));
        }
        boolean isContinued =
                sample.emitted() >= emitted[rows - 1]
                        && continues(sample.processed(), processed)
                        && continues(sample.sent(), sent)
                        && IntStream.range(0, serviceMillis.length)
                                .allMatch(
                                        subtask ->
                                                sample.serviceMillis().get(subtask)
                                                        >= serviceMillis[subtask][rows - 1]);
        if (!isContinued) {
            throw new IllegalArgumentException(
                    "sample %d has a counter that is lower than before".formatted(rows));
        }
    }

    private boolean continues(List<Long> counts, long[][] columns) {
        for (int subtask = 0; subtask < columns.length; subtask++) {
            if (counts.get(subtask) < columns[subtask][rows - 1]) {
                return false;
            }
        }
        return true;
    }

    /** Forgets the rows from that one on. */
    void truncate(int length) {
        rows = length;
    }

    /** A row as it was appended. */
    Sample sample(int row) {
        return new Sample(
                seconds[row],
                emitted[row],
                counts(processed, row),
                counts(sent, row),
                Arrays.stream(serviceMillis).map(column -> column[row]).toList());
    }

    private static List<Long> counts(long[][] columns, int row) {
        List<Long> counts = new ArrayList<>(columns.length);
        for (long[] column : columns) {
            counts.add(column[row]);
        }
        return counts;
    }
}
