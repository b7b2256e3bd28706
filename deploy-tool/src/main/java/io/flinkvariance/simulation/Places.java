package io.flinkvariance.simulation;

/** The records that one subtask has under way, at most so many; times in nanoseconds. */
final class Places {
    private final long[] ends;
    private final long[] services;
    private long begun;
    private long begunNanos;

    Places(int atOnce) {
        ends = new long[atOnce];
        services = new long[atOnce];
    }

    /**
     * Begins a record when there is a place for it.
     *
     * @return when there is one for the next
     */
    long begin(long now, long service) {
        int place = first();
        ends[place] = now + service;
        services[place] = service;
        begun++;
        begunNanos += service;
        return Math.max(now, ends[first()]);
    }

    /** The place whose record ends first. */
    private int first() {
        int first = 0;
        for (int place = 1; place < ends.length; place++) {
            if (ends[place] < ends[first]) {
                first = place;
            }
        }
        return first;
    }

    /** Records that were finished by then, which is no earlier than the last one began. */
    long finished(long now) {
        long underWay = 0;
        for (long end : ends) {
            underWay += end > now ? 1 : 0;
        }
        return begun - underWay;
    }

    /** The time that these took of the subtask: of each, as if there were but one place. */
    long finishedNanos(long now) {
        long underWay = 0;
        for (int place = 0; place < ends.length; place++) {
            underWay += ends[place] > now ? services[place] : 0;
        }
        return (begunNanos - underWay) / ends.length;
    }
}
