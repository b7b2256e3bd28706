package io.flinkvariance.simulation;

import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.workload.RecordValues;
import io.flinkvariance.workload.Stalls;
import io.flinkvariance.workload.Workload;
import java.util.Arrays;

/**
 * The work's subtasks, each of which reads a buffer record by record and sleeps for each, or for
 * several at once.
 *
 * <p>Nobody else can see a subtask between two buffers, so its records are gone through in one go,
 * as far as the buffer and the time until the next sample reach.
 */
final class Work {
    /** What a call of {@link #step} leaves behind when the subtask has nothing to do. */
    static final long IDLE = Long.MAX_VALUE;

    private static final int NEVER = -1;

    private final Channels channels;
    private final Router router;
    private final RecordValues values;
    private final Stalls[] stalls;
    private final SleepTimes sleeps;
    private final Disturbance disturbance;

    private final long[] readBytes;

    /** Records of the buffer behind which no other can be begun yet. */
    private final int[] left;

    /** With how many records left the buffer is given back: its last byte is read by then. */
    private final int[] giveBackAt;

    /** Whether all places are taken, the last by a record of the buffer. */
    private final boolean[] isFull;

    private final Places[] places;

    /** When the record is begun that is drawn next; every subtask was opened at 0. */
    private long recordBegin;

    Work(
            Channels channels,
            Router router,
            Workload workload,
            int subtasks,
            long seed,
            SleepTimes sleeps,
            Disturbance disturbance) {
        this.channels = channels;
        this.router = router;
        this.values = workload.values(seed);
        this.stalls = new Stalls[subtasks];
        for (int subtask = 0; subtask < subtasks; subtask++) {
            stalls[subtask] = workload.stalls(subtask, seed, () -> recordBegin);
        }
        this.sleeps = sleeps;
        this.disturbance = disturbance;
        readBytes = new long[subtasks];
        left = new int[subtasks];
        giveBackAt = new int[subtasks];
        isFull = new boolean[subtasks];
        places = new Places[subtasks];
        Arrays.setAll(places, subtask -> new Places(workload.atOnce()));
    }

    int subtasks() {
        return stalls.length;
    }

    long processed(int subtask, long now) {
        return places[subtask].finished(now);
    }

    long serviceNanos(int subtask, long now) {
        return places[subtask].finishedNanos(now);
    }

    /**
     * Goes on.
     *
     * @param horizon up to when records may be begun in advance
     * @return when to call again, or {@link #IDLE}
     */
    long step(int subtask, long now, long horizon) {
        if (isFull[subtask]) {
            left[subtask]--;
            isFull[subtask] = false;
        }
        long time = now;
        while (true) {
            boolean givesBack = left[subtask] == giveBackAt[subtask];
            if (time > now && (givesBack || left[subtask] == 0)) {
                return time;
            }
            if (givesBack) {
                giveBackAt[subtask] = NEVER;
                channels.giveBack(subtask);
            }
            if (left[subtask] == 0) {
                if (!readBuffer(subtask)) {
                    return IDLE;
                }
                continue;
            }
            time = places[subtask].begin(time, serviceOfNext(subtask, time));
            if (time > horizon) {
                isFull[subtask] = true;
                return time;
            }
            left[subtask]--;
        }
    }

    /** A record that ends with the buffer is worked on when the buffer was given back. */
    private boolean readBuffer(int subtask) {
        long end = channels.take(subtask);
        if (end == Channels.NOTHING) {
            return false;
        }
        int bytes = BufferSettings.RECORD_BYTES;
        left[subtask] = (int) (end / bytes - readBytes[subtask] / bytes);
        giveBackAt[subtask] = left[subtask] > 0 && end % bytes == 0 ? 1 : 0;
        readBytes[subtask] = end;
        return true;
    }

    private long serviceOfNext(int subtask, long begin) {
        recordBegin = begin;
        int millis = stalls[subtask].serviceMillis(values.millis(router.take(subtask)));
        return disturbance.serviceNanos(begin, sleeps.nanos(millis));
    }
}
