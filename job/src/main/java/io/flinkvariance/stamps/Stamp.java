package io.flinkvariance.stamps;

/** When the record of a number passed, by the clock that its {@link StampText} names. */
public final class Stamp {
    private final int ordinal;
    private final long micros;
    private final long lateMicros;

    /** Of a moment that owes nothing to a schedule. */
    public Stamp(int ordinal, long micros) {
        this(ordinal, micros, 0);
    }

    /**
     * Of a moment that has a schedule.
     *
     * @param micros microseconds since any moment
     * @param lateMicros by how much the source was behind its schedule, since it began
     */
    public Stamp(int ordinal, long micros, long lateMicros) {
        this.ordinal = ordinal;
        this.micros = micros;
        this.lateMicros = lateMicros;
    }

    /** The record's number, which goes round after 2³² of them. */
    public int ordinal() {
        return ordinal;
    }

    /** Microseconds since any moment. */
    public long micros() {
        return micros;
    }

    /** By how much the source was behind its schedule then; 0 for who has none. */
    public long lateMicros() {
        return lateMicros;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Stamp
                && ((Stamp) other).ordinal == ordinal
                && ((Stamp) other).micros == micros
                && ((Stamp) other).lateMicros == lateMicros;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * ordinal + Long.hashCode(micros)) + Long.hashCode(lateMicros);
    }

    @Override
    public String toString() {
        return ordinal + "@" + micros + "+" + lateMicros;
    }
}
