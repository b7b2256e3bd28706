package io.flinkvariance.cli;

import io.flinkvariance.cluster.PushedJob;
import io.flinkvariance.cluster.StandaloneCluster;
import io.flinkvariance.error.ExitCode;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.target.StandaloneTarget;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code push <scenario>}: sends what a run would send, and runs nothing. */
final class PushCommand extends Command {
    private final Surroundings surroundings;
    private final Console console;

    PushCommand(Surroundings surroundings) {
        super("push", "send jar and scenario to a cluster, and run nothing", "scenario");
        this.surroundings = surroundings;
        this.console = surroundings.console();
    }

    @Override
    Options options() {
        return new Options().addOption(ClusterOptions.option()).addOption(ScenarioOptions.set());
    }

    @Override
    ExitCode run(CommandLine line) throws InterruptedException {
        KitHome kit = surroundings.kit().get();
        Scenario scenario = ScenarioOptions.scenario(line, kit);
        KafkaRuns.requireNone(scenario, "push");
        StandaloneTarget target =
                ClusterOptions.target(
                        ClusterOptions.properties(line, surroundings),
                        surroundings,
                        Optional.empty(),
                        Optional.empty());
        return CtrlC.interrupts(
                () -> {
                    try (StandaloneCluster cluster = target.open(console.err()::println)) {
                        tell(cluster.push(scenario));
                        return ExitCode.DONE;
                    }
                });
    }

    private void tell(PushedJob pushed) {
        console.out().println(line(pushed.jar(), pushed.sent().jar()));
        console.out().println(line(pushed.scenario(), pushed.sent().scenario()));
    }

    private static String line(String path, boolean sent) {
        return path + (sent ? ": sent and verified" : ": was there already, and verified");
    }
}
