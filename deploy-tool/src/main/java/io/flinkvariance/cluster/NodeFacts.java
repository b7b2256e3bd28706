package io.flinkvariance.cluster;

import io.flinkvariance.host.CommandResult;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.ShellWords;
import io.flinkvariance.script.ShellScript;
import java.time.Duration;

/**
 * What a node says of its software.
 *
 * @param flinkVersion by the name of its jar, as a Flink that was built elsewhere need not know its
 *     own
 * @param javaVersion of the Java that it runs on
 */
record NodeFacts(String flinkVersion, String javaVersion) {
    static final String UNKNOWN = "unknown";

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String SCRIPT = ShellScript.read(NodeFacts.class, "node-facts.sh");

    /** Asks a node; what it does not say is {@value #UNKNOWN}. */
    static NodeFacts ask(Host host, String flinkHome, String javaHome) throws InterruptedException {
        CommandResult said =
                host.run(
                        ShellWords.join("sh", "-c", SCRIPT, "node-facts", flinkHome, javaHome),
                        TIMEOUT);
        return new NodeFacts(value(said, "flink"), value(said, "java"));
    }

    private static String value(CommandResult said, String key) {
        return said.output()
                .lines()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .filter(value -> !value.isBlank() && !value.contains("*"))
                .findFirst()
                .orElse(UNKNOWN);
    }
}
