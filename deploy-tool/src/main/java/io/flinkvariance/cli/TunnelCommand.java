package io.flinkvariance.cli;

import io.flinkvariance.cluster.ClusterConnection;
import io.flinkvariance.error.ExitCode;
import io.flinkvariance.hadoop.YarnProperties;
import io.flinkvariance.host.Host;
import io.flinkvariance.yarn.RunningSessions;
import io.flinkvariance.yarn.YarnSession;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code tunnel}: Flink's page on a port of this machine, for as long as the command runs. */
final class TunnelCommand extends Command {
    private final Surroundings surroundings;
    private final Console console;

    TunnelCommand(Surroundings surroundings) {
        super("tunnel", "make Flink's page reachable from here, until Ctrl-C");
        this.surroundings = surroundings;
        this.console = surroundings.console();
    }

    @Override
    Options options() {
        return new Options()
                .addOption(BegunRuns.target())
                .addOption(ClusterOptions.option())
                .addOption(YarnOptions.option());
    }

    @Override
    ExitCode run(CommandLine line) throws InterruptedException {
        boolean isOnYarn = new BegunRuns(Path.of("")).isOnYarn(line);
        return CtrlC.interrupts(() -> isOnYarn ? toSession(line) : toCluster(line));
    }

    private ExitCode toCluster(CommandLine line) throws InterruptedException {
        try (ClusterConnection cluster = ClusterOptions.connect(line, surroundings)) {
            cluster.requireUp();
            return untilCtrlC(cluster.restAddress());
        }
    }

    /** Not by YARN's proxy, which passes on questions only, and on a port that need not be open. */
    private ExitCode toSession(CommandLine line) throws InterruptedException {
        YarnProperties properties = YarnOptions.properties(line, surroundings);
        try (Host master = surroundings.hosts().apply(properties.ssh());
                YarnSession session =
                        new RunningSessions(master, properties)
                                .withJob(
                                        Optional.empty(),
                                        "tunnel",
                                        "deploy-tool jobs --target yarn")) {
            return untilCtrlC(session.address());
        }
    }

    /** Ctrl-C is how it is meant to end. */
    private ExitCode untilCtrlC(URI page) {
        console.out().println(page);
        console.err().println("Flink's page, until Ctrl-C");
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException ctrlC) {
            // Nothing is left to tidy up but the connection.
        }
        return ExitCode.DONE;
    }
}
