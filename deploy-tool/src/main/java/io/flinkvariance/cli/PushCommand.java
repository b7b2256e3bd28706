package io.flinkvariance.cli;

import io.flinkvariance.cluster.PushedJob;
import io.flinkvariance.cluster.StandaloneCluster;
import io.flinkvariance.error.ExitCode;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.scenario.Scenario;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code push <scenario>}: sends what a run would send, and runs nothing. */
final class PushCommand extends Command {
    private final Console console;

    PushCommand(Console console) {
        super("push", "send jar and scenario to a cluster, and run nothing", "scenario");
        this.console = console;
    }

    @Override
    Options options() {
        return new Options().addOption(ClusterOptions.option()).addOption(ScenarioOptions.set());
    }

    @Override
    ExitCode run(CommandLine line) throws InterruptedException {
        KitHome kit = KitHome.locate();
        Scenario scenario = ScenarioOptions.scenario(line, kit);
        return CtrlC.interrupts(
                () -> {
                    try (StandaloneCluster cluster =
                            ClusterOptions.standalone(
                                    ClusterOptions.properties(line, kit), console.err()::println)) {
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
