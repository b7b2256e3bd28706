package io.flinkvariance.stamps;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The stamps of one reading, complete up to a moment.
 *
 * <p>As text some two characters a stamp: the differences from one to the next, column by column,
 * as numbers of seven bits a byte, deflated, in Base64.
 */
public final class StampChunk {
    private static final int COLUMNS = 3;
    private static final int BITS = 7;
    private static final int REST = (1 << BITS) - 1;

    /** More than any reading can hold. */
    private static final int MOST_BYTES = 1 << 20;

    private final long number;
    private final long untilMicros;
    private final List<Stamp> stamps;

    /**
     * Copies the list.
     *
     * @param number counts the readings of a subtask
     * @param untilMicros when it was made: a stamp of before is in it, or in one before it
     */
    StampChunk(long number, long untilMicros, List<Stamp> stamps) {
        this.number = number;
        this.untilMicros = untilMicros;
        this.stamps = Collections.unmodifiableList(new ArrayList<>(stamps));
    }

    /** Counts the readings of a subtask. */
    public long number() {
        return number;
    }

    /** Every stamp of before that moment is in this reading, or in one before it. */
    public long untilMicros() {
        return untilMicros;
    }

    /** In the order in which they were made. */
    public List<Stamp> stamps() {
        return stamps;
    }

    /** As {@code number:untilMicros:stamps}. */
    String format() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int column = 0; column < COLUMNS; column++) {
            long before = 0;
            for (Stamp stamp : stamps) {
                long now = column(stamp, column);
                append(bytes, now - before);
                before = now;
            }
        }
        return number
                + ":"
                + untilMicros
                + ":"
                + Base64.getEncoder()
                        .withoutPadding()
                        .encodeToString(deflated(bytes.toByteArray()));
    }

    private static long column(Stamp stamp, int column) {
        switch (column) {
            case 0:
                return stamp.ordinal();
            case 1:
                return stamp.micros();
            default:
                return stamp.lateMicros();
        }
    }

    /** Small numbers of either sign in few bytes. */
    private static void append(ByteArrayOutputStream bytes, long difference) {
        long left = (difference << 1) ^ (difference >> (Long.SIZE - 1));
        while ((left & ~REST) != 0) {
            bytes.write((int) (left & REST) | (1 << BITS));
            left >>>= BITS;
        }
        bytes.write((int) left);
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(bytes);
        deflater.finish();
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        byte[] part = new byte[1 << 10];
        while (!deflater.finished()) {
            deflated.write(part, 0, deflater.deflate(part));
        }
        deflater.end();
        return deflated.toByteArray();
    }

    /**
     * Reads what {@link #format} wrote.
     *
     * @throws IllegalArgumentException if the text is not of that form
     */
    static StampChunk parse(String text) {
        String[] fields = text.split(":", -1);
        if (fields.length != COLUMNS) {
            throw new IllegalArgumentException("not a reading of stamps: '" + text + "'");
        }
        try {
            return new StampChunk(
                    Long.parseLong(fields[0]),
                    Long.parseLong(fields[1]),
                    stamps(numbers(inflated(Base64.getDecoder().decode(fields[2])))));
        } catch (DataFormatException | IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "not a reading of stamps: '" + text + "'", malformed);
        }
    }

    private static byte[] inflated(byte[] bytes) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        inflater.setInput(bytes);
        ByteArrayOutputStream inflated = new ByteArrayOutputStream();
        byte[] part = new byte[1 << 10];
        while (!inflater.finished()) {
            int length = inflater.inflate(part);
            if (length == 0 && !inflater.finished()) {
                throw new DataFormatException("cut off");
            }
            inflated.write(part, 0, length);
            if (inflated.size() > MOST_BYTES) {
                throw new DataFormatException("too long");
            }
        }
        inflater.end();
        return inflated.toByteArray();
    }

    private static List<Long> numbers(byte[] bytes) {
        List<Long> numbers = new ArrayList<>();
        long number = 0;
        int shift = 0;
        for (byte next : bytes) {
            number |= (long) (next & REST) << shift;
            shift += BITS;
            if (next >= 0) {
                numbers.add((number >>> 1) ^ -(number & 1));
                number = 0;
                shift = 0;
            }
        }
        if (shift != 0) {
            throw new IllegalArgumentException("cut off");
        }
        return numbers;
    }

    private static List<Stamp> stamps(List<Long> differences) {
        if (differences.size() % COLUMNS != 0) {
            throw new IllegalArgumentException("columns of different lengths");
        }
        int count = differences.size() / COLUMNS;
        List<Stamp> stamps = new ArrayList<>(count);
        long ordinal = 0;
        long micros = 0;
        long late = 0;
        for (int index = 0; index < count; index++) {
            ordinal += differences.get(index);
            micros += differences.get(count + index);
            late += differences.get(2 * count + index);
            stamps.add(new Stamp((int) ordinal, micros, late));
        }
        return stamps;
    }
}
