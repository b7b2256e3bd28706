package io.flinkvariance.cli;

import io.flinkvariance.cluster.ClusterConnection;
import io.flinkvariance.error.ExitCode;
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
        return new Options().addOption(ClusterOptions.option());
    }

    @Override
    ExitCode run(CommandLine line) throws InterruptedException {
        return CtrlC.interrupts(
                () -> {
                    try (ClusterConnection cluster = ClusterOptions.connect(line, surroundings)) {
                        cluster.requireUp();
                        console.out().println(cluster.restAddress());
                        console.err().println("Flink's page, until Ctrl-C");
                        return untilCtrlC();
                    }
                });
    }

    /** Ctrl-C is how it is meant to end. */
    private static ExitCode untilCtrlC() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException ctrlC) {
            // Nothing is left to tidy up but the connection.
        }
        return ExitCode.DONE;
    }
}
