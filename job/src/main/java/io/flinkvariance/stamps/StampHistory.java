package io.flinkvariance.stamps;

import io.flinkvariance.counts.SteadyClock;
import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Takes a subtask's stamps in, and shows those of the last seconds as one text, for the same
 * reasons as {@link io.flinkvariance.counts.CountHistory} does.
 */
public final class StampHistory implements Closeable {
    /** Long enough for two answers out of Flink's ten-second cache. */
    static final int MOST_CHUNKS = 24;

    /** A metric travels by {@code DataOutput.writeUTF}, which ends at 65,535 bytes. */
    static final int LONGEST_TEXT = 60_000;

    private static final long SECOND_MILLIS = 1000;

    private final StampBuffer buffer = new StampBuffer();
    private final ArrayDeque<String> chunks = new ArrayDeque<>();
    private final String clock;
    private final long epochMicrosAtZero;
    private final LongSupplier nanoTime;
    private final Thread reader;
    private long length;
    private long number;
    private volatile String text;

    StampHistory(String name, String clock, long epochMicrosAtZero, LongSupplier nanoTime) {
        this.clock = clock;
        this.epochMicrosAtZero = epochMicrosAtZero;
        this.nanoTime = nanoTime;
        this.reader = new Thread(this::readEverySecond, name + " stamps");
        reader.setDaemon(true);
        text = StampText.format(clock, epochMicrosAtZero, chunks);
    }

    /**
     * Begins to show them, anew every second.
     *
     * @param name whose they are; names the reading thread
     */
    public static StampHistory start(String name) {
        StampHistory history =
                new StampHistory(
                        name,
                        MachineClock.name(),
                        SteadyClock.OF_THIS_PROCESS.epochMicrosAtZero(),
                        System::nanoTime);
        history.reader.start();
        return history;
    }

    /**
     * Takes the next one; only ever called by one thread.
     *
     * @param atNanos by {@link System#nanoTime}
     * @param lateNanos by how much the source is behind its schedule; 0 for who has none
     */
    public void put(int ordinal, long atNanos, long lateNanos) {
        buffer.put(ordinal, atNanos, lateNanos);
    }

    /** In the form that {@link StampText#parse} reads. */
    public String getValue() {
        return text;
    }

    /** Makes a reading of what there is. */
    void read() {
        // Before the stamps are taken: one that is missing among them is a later one.
        long until = Math.floorDiv(nanoTime.getAsLong(), 1000L);
        String chunk = new StampChunk(number++, until, buffer.take()).format();
        chunks.addLast(chunk);
        length += chunk.length() + 1;
        while (chunks.size() > MOST_CHUNKS || (length > LONGEST_TEXT && !chunks.isEmpty())) {
            length -= chunks.removeFirst().length() + 1;
        }
        text = StampText.format(clock, epochMicrosAtZero, chunks);
    }

    private void readEverySecond() {
        try {
            while (true) {
                long millis = TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong());
                Thread.sleep(SECOND_MILLIS - Math.floorMod(millis, SECOND_MILLIS));
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
