package io.flinkvariance.simulation;

import java.util.Arrays;

/**
 * What happens next: a binary heap of actors by the time of each one's next event, in nanoseconds.
 *
 * <p>An actor has one event at most. Of events at the same time the actor with the lower number
 * comes first, so the order is the same in every run.
 */
final class EventQueue {
    private static final int NONE = -1;

    private final long[] times;
    private final int[] heap;
    private final int[] places;
    private int size;

    EventQueue(int actors) {
        times = new long[actors];
        heap = new int[actors];
        places = new int[actors];
        Arrays.fill(places, NONE);
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The time of the next event; {@link Long#MAX_VALUE} if there is none. */
    long nextNanos() {
        return size == 0 ? Long.MAX_VALUE : times[heap[0]];
    }

    /** Takes the next event out and returns its actor. */
    int take() {
        int actor = heap[0];
        places[actor] = NONE;
        int last = heap[--size];
        if (size > 0) {
            heap[0] = last;
            places[last] = 0;
            siftDown(0);
        }
        return actor;
    }

    /** Adds the event of an actor that has none. */
    void add(int actor, long nanos) {
        if (places[actor] != NONE) {
            throw new IllegalStateException("actor " + actor + " has an event already");
        }
        times[actor] = nanos;
        heap[size] = actor;
        places[actor] = size;
        siftUp(size++);
    }

    private boolean isBefore(int actor, int other) {
        return times[actor] < times[other] || (times[actor] == times[other] && actor < other);
    }

    private void siftUp(int from) {
        int actor = heap[from];
        int place = from;
        while (place > 0 && isBefore(actor, heap[(place - 1) / 2])) {
            put(heap[(place - 1) / 2], place);
            place = (place - 1) / 2;
        }
        put(actor, place);
    }

    private void siftDown(int from) {
        int actor = heap[from];
        int place = from;
        while (2 * place + 1 < size) {
            int child = 2 * place + 1;
            if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (!isBefore(heap[child], actor)) {
                break;
            }
            put(heap[child], place);
            place = child;
        }
        put(actor, place);
    }

    private void put(int actor, int place) {
        heap[place] = actor;
        places[actor] = place;
    }
}
