package io.flinkvariance.scenario;

/** What the consumer of a topic keeps its offsets in: the {@code source.offsets} key. */
public enum OffsetsIn {
    /** Its group, every five seconds, whether what it fetched was worked on or not. */
    GROUP("group"),
    /** The job's savepoints, together with all other state; nothing is committed in between. */
    SAVEPOINTS("savepoints");

    private final String text;

    OffsetsIn(String text) {
        this.text = text;
    }

    /** The name as it stands in a scenario file. */
    @Override
    public String toString() {
        return text;
    }
}
