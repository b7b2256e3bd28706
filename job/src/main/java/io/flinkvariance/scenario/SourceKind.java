package io.flinkvariance.scenario;

import java.util.Arrays;

/** Where the job's records come from: the {@code source} key. */
public enum SourceKind {
    /** The job makes them itself, and none while it is held back. */
    SYNTHETIC("synthetic"),
    /** They are written to a Kafka topic at a rate of their own, and wait there. */
    KAFKA("kafka");

    private final String text;

    SourceKind(String text) {
        this.text = text;
    }

    /** The kind of that name; throws {@link IllegalArgumentException} if there is none. */
    static SourceKind of(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text));
    }

    /** The name as it stands in a scenario file. */
    @Override
    public String toString() {
        return text;
    }
}
