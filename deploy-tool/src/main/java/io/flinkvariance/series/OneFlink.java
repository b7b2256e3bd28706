package io.flinkvariance.series;

import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.result.ClusterFacts;

/** The Flink that all runs of a series are made on; all of it null before the first result. */
public record OneFlink(
        String target,
        String flinkVersion,
        String javaVersion,
        Integer taskManagers,
        BufferSettings buffers) {
    /** Of a series without a result. */
    public static final OneFlink UNKNOWN = new OneFlink(null, null, null, null, null);

    /** YARN starts TaskManagers as slots are asked for. */
    private static final String WITH_AS_MANY_TASK_MANAGERS_AS_IT_TAKES = "yarn";

    static OneFlink of(ClusterFacts cluster) {
        return new OneFlink(
                cluster.target(),
                cluster.flinkVersion(),
                cluster.javaVersion(),
                cluster.taskManagers(),
                cluster.buffers());
    }

    /**
     * This one, or the other where this is not known.
     *
     * @throws ClusterStateException if they differ in what runs are compared by
     */
    OneFlink sameAs(OneFlink other) {
        if (target == null) {
            return other;
        }
        if (!description().equals(other.description())) {
            throw new ClusterStateException(
                    "the runs so far were made on: %s; and this is: %s. Try: the options of then, or begin anew"
                            .formatted(description(), other.description()));
        }
        return this;
    }

    /** This one, if the other differs in nothing but its buffers. */
    OneFlink sameButForBuffers(OneFlink other) {
        if (target != null) {
            sameAs(
                    new OneFlink(
                            other.target(),
                            other.flinkVersion(),
                            other.javaVersion(),
                            other.taskManagers(),
                            buffers));
        }
        return this;
    }

    private String description() {
        return WITH_AS_MANY_TASK_MANAGERS_AS_IT_TAKES.equals(target)
                ? "%s, Flink %s on Java %s, buffers %s"
                        .formatted(target, flinkVersion, javaVersion, buffers)
                : "%s, Flink %s on Java %s, TaskManagers: %d, buffers %s"
                        .formatted(target, flinkVersion, javaVersion, taskManagers, buffers);
    }
}
