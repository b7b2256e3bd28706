package io.flinkvariance.doctor;

import io.flinkvariance.flink.FlinkVersion;
import java.util.List;

/**
 * What a TaskManager's log says of its reporter for InfluxDB, as its configuration cannot be asked
 * for over REST.
 *
 * @param isLoaded whether it began to report
 * @param notLoaded why it did not; empty if it did, or does not say
 * @param lastFailure what became of the last report that failed; empty if none did
 */
record ReporterLog(boolean isLoaded, String notLoaded, String lastFailure) {
    private static final String LOADED = "for reporter influxdb of type ";
    private static final String NOT_LOADED = "Could not instantiate metrics reporter influxdb";
    private static final String FAILED = "Error while reporting metrics";

    /** Reads it; the words are those of 1.8.1's {@code MetricRegistryImpl}. */
    static ReporterLog read(String log) {
        boolean isLoaded = false;
        String notLoaded = "";
        String lastFailure = "";
        List<String> lines = log.lines().toList();
        for (int line = 0; line < lines.size(); line++) {
            if (lines.get(line).contains(LOADED)) {
                isLoaded = true;
            } else if (lines.get(line).contains(NOT_LOADED)) {
                notLoaded = cause(lines, line);
            } else if (lines.get(line).contains(FAILED)) {
                lastFailure = cause(lines, line);
            }
        }
        return new ReporterLog(isLoaded, notLoaded, lastFailure);
    }

    /**
     * The exception's own line comes after that of the message; the class's package says little.
     */
    private static String cause(List<String> lines, int line) {
        return line + 1 < lines.size()
                ? lines.get(line + 1).strip().replaceFirst("^([a-zA-Z0-9_]+\\.)+", "")
                : "its log ends there";
    }

    /** A log that leaves out what goes well is no fault: its series tell. */
    Finding finding(String node) {
        if (!notLoaded.isEmpty()) {
            return Finding.fault(
                    "[%s] metrics reporter: the TaskManager did not load it: %s. Try: %s, which lies in Flink's opt, in its lib; and deploy-tool cluster restart"
                            .formatted(node, notLoaded, FlinkVersion.OF_KIT.reporterJar()));
        }
        if (!lastFailure.isEmpty()) {
            return Finding.note(
                    "[%s] metrics reporter: the TaskManager could not send now and then; the last time: %s"
                            .formatted(node, lastFailure));
        }
        return isLoaded
                ? Finding.ok("[%s] metrics reporter: the TaskManager has loaded it".formatted(node))
                : Finding.ok(
                        "[%s] metrics reporter: the TaskManager's log says nothing against it"
                                .formatted(node));
    }
}
