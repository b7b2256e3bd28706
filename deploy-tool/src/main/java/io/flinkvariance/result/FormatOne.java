package io.flinkvariance.result;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code run.json} as it was before it had groups and phases. */
final class FormatOne {
    private FormatOne() {}

    /** The same in the form of today; what it did not have is absent. */
    static ObjectNode upgraded(ObjectNode flat) {
        ObjectNode run = flat.deepCopy();
        ObjectNode tool = run.putObject("tool");
        move(run, "kitVersion", tool, "version");
        move(run, "kitCommit", tool, "commit");
        move(run, "machine", tool, "machine");
        ObjectNode cluster = run.putObject("cluster");
        for (String key :
                new String[] {
                    "target", "flinkVersion", "javaVersion", "taskManagers", "buffers", "flinkConf"
                }) {
            move(run, key, cluster, key);
        }
        ObjectNode phase = run.putArray("phases").addObject();
        for (String key :
                new String[] {
                    "parallelism",
                    "model",
                    "steadyState",
                    "steadyStateReason",
                    "throughput",
                    "subtasks",
                    "hotspot",
                    "recordsEmitted",
                    "recordsProcessed",
                    "restarts"
                }) {
            move(run, key, phase, key);
        }
        move(run, "offeredPerSecond", phase.putObject("load"), "offeredPerSecond");
        ObjectNode share = run.putObject("ofMinimal");
        move(run, "relativeToMinimal", share, "measured");
        move(run, "relativeTo", share, "relativeTo");
        move(run, "publishedPercentOfMinimal", share, "publishedPercent");
        return run.put("formatVersion", RunResult.FORMAT_VERSION);
    }

    private static void move(ObjectNode from, String key, ObjectNode to, String newKey) {
        if (from.has(key)) {
            to.set(newKey, from.remove(key));
        }
    }
}
