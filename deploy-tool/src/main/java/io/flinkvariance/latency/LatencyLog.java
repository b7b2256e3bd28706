package io.flinkvariance.latency;

import java.util.Arrays;

/**
 * Records with the times that they took, one a row, as numbers side by side: of a thousand a
 * second, some 100 MB an hour.
 */
final class LatencyLog {
    private static final int FIRST_CAPACITY = 1024;

    /** By clocks that are compared but roughly, some are done a little before they are emitted. */
    private static final long UNKNOWN = Long.MIN_VALUE;

    private int[] subtasks = new int[FIRST_CAPACITY];
    private long[] doneEpochMicros = new long[FIRST_CAPACITY];
    private long[] latencyMicros = new long[FIRST_CAPACITY];
    private long[] lateMicros = new long[FIRST_CAPACITY];
    private int rows;

    /**
     * Appends a record.
     *
     * @param latencyMicros from its emission to the end of its work
     * @param lateMicros by how much the source was behind its schedule when it emitted it
     */
    void append(int subtask, long doneEpochMicros, long latencyMicros, long lateMicros) {
        if (rows == subtasks.length) {
            grow();
        }
        subtasks[rows] = subtask;
        this.doneEpochMicros[rows] = doneEpochMicros;
        this.latencyMicros[rows] = latencyMicros;
        this.lateMicros[rows] = lateMicros;
        rows++;
    }

    /** Appends a record of which nobody knows when it was emitted. */
    void appendWithoutEmission(int subtask, long doneEpochMicros) {
        append(subtask, doneEpochMicros, UNKNOWN, 0);
    }

    private void grow() {
        int capacity = 2 * rows;
        subtasks = Arrays.copyOf(subtasks, capacity);
        doneEpochMicros = Arrays.copyOf(doneEpochMicros, capacity);
        latencyMicros = Arrays.copyOf(latencyMicros, capacity);
        lateMicros = Arrays.copyOf(lateMicros, capacity);
    }

    int rows() {
        return rows;
    }

    int subtask(int row) {
        return subtasks[row];
    }

    long doneEpochMicros(int row) {
        return doneEpochMicros[row];
    }

    long emittedEpochMicros(int row) {
        return doneEpochMicros[row] - latencyMicros[row];
    }

    boolean isEmissionKnown(int row) {
        return latencyMicros[row] != UNKNOWN;
    }

    long latencyMicros(int row) {
        return latencyMicros[row];
    }

    long lateMicros(int row) {
        return lateMicros[row];
    }
}
