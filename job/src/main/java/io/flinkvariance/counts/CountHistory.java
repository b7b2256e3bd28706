package io.flinkvariance.counts;

import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.function.Supplier;

/**
 * Reads counters on every whole second and remembers the last readings as one text.
 *
 * <p>Flink's REST interface answers with metrics that are up to ten seconds old and does not say
 * how old. A metric that carries the clock of its reading is exact whatever the cache does, and one
 * that carries several readings loses none of them to a slow or interrupted client.
 */
public final class CountHistory implements Closeable {
    /** Long enough for three answers out of Flink's ten-second cache. */
    private static final int MOST_SNAPSHOTS = 32;

    /** A metric travels by {@code DataOutput.writeUTF}, which ends at 65,535 bytes. */
    static final int LONGEST_TEXT = 60_000;

    private static final long SECOND_MILLIS = 1000;

    private final Supplier<long[]> counters;
    private final SteadyClock clock;
    private final ArrayDeque<CountSnapshot> snapshots = new ArrayDeque<>();
    private final Thread reader;
    private volatile String text = "";

    CountHistory(String name, Supplier<long[]> counters, SteadyClock clock) {
        this.counters = counters;
        this.clock = clock;
        this.reader = new Thread(this::readEverySecond, name + " history");
        reader.setDaemon(true);
    }

    /**
     * Begins to read, now and from then on every second.
     *
     * @param name what is counted; names the reading thread
     * @param counters reads the counters; called from another thread than the one that counts
     */
    public static CountHistory start(String name, Supplier<long[]> counters) {
        CountHistory history = new CountHistory(name, counters, SteadyClock.OF_THIS_PROCESS);
        history.read();
        history.reader.start();
        return history;
    }

    /** The last readings, in the form that {@link CountSnapshot#parse} reads. */
    public String getValue() {
        return text;
    }

    /** Takes one reading. */
    void read() {
        snapshots.addLast(new CountSnapshot(clock.epochMillis(), counters.get()));
        if (snapshots.size() > MOST_SNAPSHOTS) {
            snapshots.removeFirst();
        }
        String formatted = CountSnapshot.format(snapshots);
        while (formatted.length() > LONGEST_TEXT && snapshots.size() > 1) {
            snapshots.removeFirst();
            formatted = CountSnapshot.format(snapshots);
        }
        text = formatted;
    }

    private void readEverySecond() {
        try {
            while (true) {
                Thread.sleep(SECOND_MILLIS - clock.epochMillis() % SECOND_MILLIS);
                read();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the readings. */
    @Override
    public void close() {
        reader.interrupt();
    }
}
