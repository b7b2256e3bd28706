package io.flinkvariance.series;

/**
 * What is known of all series of a kind.
 *
 * @param name of the kind, and of its file but for the ending
 * @param formatVersion the form of the file that this version reads and writes
 */
public record SeriesKind<S extends Series<S>>(Class<S> type, String name, int formatVersion) {
    /** The name of its file. */
    public String file() {
        return name + ".json";
    }
}
