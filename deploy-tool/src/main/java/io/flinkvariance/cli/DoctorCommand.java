package io.flinkvariance.cli;

import io.flinkvariance.cluster.StandaloneCluster;
import io.flinkvariance.doctor.Doctor;
import io.flinkvariance.doctor.Finding;
import io.flinkvariance.doctor.TcpProbe;
import io.flinkvariance.doctor.YarnDoctor;
import io.flinkvariance.error.ExitCode;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.scenario.Scenario;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code doctor [scenario]}: every reason why a run could fail, looked for in one go. */
final class DoctorCommand extends Command {
    private static final String SCENARIO = "constant-straggler";

    private static final String TARGET = "target";

    /** What looks, and tells what it found. */
    private interface Examination {
        List<Finding> findings() throws InterruptedException;
    }

    private final Surroundings surroundings;
    private final Console console;

    DoctorCommand(Surroundings surroundings) {
        super(
                "doctor",
                "look for every reason why a run on the cluster could fail",
                ScenarioOptions.ARGUMENT);
        this.surroundings = surroundings;
        this.console = surroundings.console();
    }

    @Override
    boolean needsArguments() {
        return false;
    }

    @Override
    Options options() {
        return new Options()
                .addOption(
                        OptionValues.single(
                                TARGET,
                                StandaloneCluster.TARGET + "|" + YarnOptions.YARN,
                                "what would run it: a standalone cluster, or YARN (default cluster)"))
                .addOption(ClusterOptions.option())
                .addOption(YarnOptions.option());
    }

    @Override
    ExitCode run(CommandLine line) throws InterruptedException {
        KitHome kit = surroundings.kit().get();
        Scenario scenario =
                kit.scenario(
                        line.getArgList().isEmpty() ? SCENARIO : line.getArgList().get(0),
                        Map.of());
        Examination examination = examination(line, scenario);
        return CtrlC.interrupts(
                () ->
                        FindingsOutput.tell(
                                console,
                                OwnCommands.after(line),
                                examination.findings(),
                                "nothing stands in the way of a run"));
    }

    private Examination examination(CommandLine line, Scenario scenario) {
        String target = line.getOptionValue(TARGET, StandaloneCluster.TARGET);
        return switch (target) {
            case StandaloneCluster.TARGET ->
                    new Doctor(
                                    ClusterOptions.properties(line, surroundings),
                                    scenario,
                                    surroundings.hosts(),
                                    TcpProbe.NETWORK)
                            ::examine;
            case YarnOptions.YARN ->
                    new YarnDoctor(
                                    YarnOptions.properties(line, surroundings),
                                    scenario,
                                    surroundings.hosts())
                            ::examine;
            default -> throw OptionValues.expected(TARGET, target, "cluster or yarn");
        };
    }
}
