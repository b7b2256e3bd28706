package io.flinkvariance.cli;

import io.flinkvariance.cluster.ClusterConnection;
import io.flinkvariance.error.ExitCode;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.rest.ClusterOverview;
import io.flinkvariance.scenario.NearestName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code cluster <verb>}: Flink's processes on the cluster. */
final class ClusterCommand extends Command {
    private static final String FORCE = "force";

    private final Surroundings surroundings;
    private final Console console;
    private final Map<String, Verb> verbs = new LinkedHashMap<>();

    /** What is to be done with a cluster. */
    private interface Verb {
        ExitCode run(ClusterConnection cluster, CommandLine line) throws InterruptedException;
    }

    ClusterCommand(Surroundings surroundings) {
        super(
                "cluster",
                "start, stop, restart a cluster, show its status or the end of its logs",
                "start|stop|restart|status|logs",
                "host");
        this.surroundings = surroundings;
        this.console = surroundings.console();
        verbs.put("start", this::start);
        verbs.put("stop", this::stop);
        verbs.put("restart", this::restart);
        verbs.put("status", this::status);
        verbs.put("logs", this::logs);
    }

    @Override
    boolean needsArguments() {
        return false;
    }

    @Override
    Options options() {
        return new Options()
                .addOption(ClusterOptions.option())
                .addOption(OptionValues.flag(FORCE, "stop or restart even though jobs run"));
    }

    @Override
    ExitCode run(CommandLine line) throws InterruptedException {
        Verb verb = verb(line);
        return CtrlC.interrupts(
                () -> {
                    try (ClusterConnection cluster = ClusterOptions.connect(line, surroundings)) {
                        return verb.run(cluster, line);
                    }
                });
    }

    private Verb verb(CommandLine line) {
        String help = "Try: deploy-tool cluster " + String.join("|", verbs.keySet());
        if (line.getArgList().isEmpty()) {
            throw new UsageException(
                    "cluster: <start|stop|restart|status|logs> is missing. " + help);
        }
        String name = line.getArgList().get(0);
        Verb verb = verbs.get(name);
        if (verb == null) {
            throw new UsageException(
                    "cluster: unknown verb "
                            + name
                            + "; "
                            + NearestName.of(name, verbs.keySet())
                                    .map(nearest -> "did you mean " + nearest + "?")
                                    .orElse(help));
        }
        if (line.getArgList().size() > 1 && !name.equals("logs")) {
            throw new UsageException("cluster %s: takes no <host>. %s".formatted(name, help));
        }
        return verb;
    }

    private ExitCode start(ClusterConnection cluster, CommandLine line)
            throws InterruptedException {
        cluster.start(console.err()::println);
        return status(cluster, line);
    }

    private ExitCode stop(ClusterConnection cluster, CommandLine line) throws InterruptedException {
        cluster.stop(line.hasOption(FORCE));
        console.err().println("[%s] stopped".formatted(cluster.name()));
        return ExitCode.DONE;
    }

    private ExitCode restart(ClusterConnection cluster, CommandLine line)
            throws InterruptedException {
        cluster.stop(line.hasOption(FORCE));
        return start(cluster, line);
    }

    private ExitCode status(ClusterConnection cluster, CommandLine line)
            throws InterruptedException {
        ClusterOverview overview = cluster.requireUp();
        console.out().print(ClusterStatus.table(cluster, overview));
        Optional<String> fault = ClusterStatus.fault(cluster, overview);
        fault.ifPresent(console.err()::println);
        return fault.isPresent() ? ExitCode.CLUSTER_STATE : ExitCode.DONE;
    }

    private ExitCode logs(ClusterConnection cluster, CommandLine line) throws InterruptedException {
        Optional<String> host =
                line.getArgList().size() > 1
                        ? Optional.of(line.getArgList().get(1))
                        : Optional.empty();
        console.out().print(ClusterLogs.of(cluster, host));
        return ExitCode.DONE;
    }
}
