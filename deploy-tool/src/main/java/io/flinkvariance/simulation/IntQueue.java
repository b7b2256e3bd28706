package io.flinkvariance.simulation;

import java.util.Arrays;

/** Numbers, first in, first out, in one array that grows with them. */
final class IntQueue {
    private static final int LEAST = 16;

    private int[] ring = new int[LEAST];
    private int first;
    private int size;

    void add(int number) {
        if (size == ring.length) {
            int[] larger = Arrays.copyOfRange(ring, first, first + 2 * size);
            System.arraycopy(ring, 0, larger, size - first, first);
            ring = larger;
            first = 0;
        }
        ring[(first + size++) & (ring.length - 1)] = number;
    }

    int take() {
        if (size == 0) {
            throw new IllegalStateException("nothing was added that is not taken");
        }
        int number = ring[first];
        first = (first + 1) & (ring.length - 1);
        size--;
        return number;
    }
}
