package io.flinkvariance.doctor;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.host.CommandResult;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.ShellWords;
import io.flinkvariance.script.ShellScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks all nodes of a cluster, from the JobManager's, by the way that start-cluster.sh takes. */
final class EveryNode {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String SCRIPT = ShellScript.read(EveryNode.class, "every-node.sh");
    private static final String REPORT = ShellScript.read(EveryNode.class, "node-report.sh");

    private EveryNode() {}

    /**
     * Their reports, the JobManager's node first.
     *
     * @param ports that every node should reach, beside those of the cluster itself
     */
    static List<NodeReport> ask(Host jobManager, String flinkHome, List<String> ports)
            throws InterruptedException {
        List<String> words =
                new ArrayList<>(List.of("sh", "-c", SCRIPT, "every-node", flinkHome, REPORT));
        words.addAll(ports);
        CommandResult result = jobManager.run(ShellWords.join(words), TIMEOUT);
        List<NodeReport> reports = NodeReport.parse(result.output());
        if (reports.isEmpty()) {
            throw new OperationFailedException(
                    "[%s] asking the nodes: %s".formatted(jobManager.name(), result.lastWords()));
        }
        return reports;
    }
}
