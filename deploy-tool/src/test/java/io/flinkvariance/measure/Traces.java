package io.flinkvariance.measure;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Recorded runs, one row a second. */
public final class Traces {
    public static final String DEFAULT_CONSTANT = "flink-1.8.1-default-buffers-constant.csv";
    public static final String DEFAULT_MINIMAL = "flink-1.8.1-default-buffers-minimal.csv";
    public static final String SMALL_CONSTANT = "flink-1.8.1-small-buffers-constant.csv";
    public static final String SMALL_SLIGHT = "flink-1.8.1-small-buffers-slight.csv";
    public static final String SMALL_LEAST_BACKLOG =
            "flink-1.8.1-small-buffers-constant-least-backlog.csv";
    public static final String ADAPTIVE = "flink-2.3.0-default-buffers-constant-adaptive.csv";

    private Traces() {}

    public static Path file(String name) {
        return resource("/traces/" + name);
    }

    /** A series by simulation, of what a run must not be taken in by. */
    static SampleSeries simulated(String name) {
        try {
            return SamplesCsv.read(resource("/cases/" + name + ".csv"));
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
    }

    private static Path resource(String name) {
        try {
            return Path.of(Traces.class.getResource(name).toURI());
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static SampleSeries read(String name) {
        try {
            return SamplesCsv.read(file(name));
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
    }

    /** The first so many seconds. */
    static SampleSeries first(String name, int seconds) {
        return read(name).first(seconds);
    }
}
