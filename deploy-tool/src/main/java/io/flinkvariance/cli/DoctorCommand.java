package io.flinkvariance.cli;

import io.flinkvariance.doctor.Doctor;
import io.flinkvariance.doctor.TcpProbe;
import io.flinkvariance.error.ExitCode;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.scenario.Scenario;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code doctor [scenario]}: every reason why a run could fail, looked for in one go. */
final class DoctorCommand extends Command {
    private static final String SCENARIO = "constant-straggler";

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
        return new Options().addOption(ClusterOptions.option());
    }

    @Override
    ExitCode run(CommandLine line) throws InterruptedException {
        KitHome kit = surroundings.kit().get();
        Scenario scenario =
                kit.scenario(
                        line.getArgList().isEmpty() ? SCENARIO : line.getArgList().get(0),
                        Map.of());
        Doctor doctor =
                new Doctor(
                        ClusterOptions.properties(line, surroundings),
                        scenario,
                        surroundings.hosts(),
                        TcpProbe.NETWORK);
        return CtrlC.interrupts(
                () ->
                        FindingsOutput.tell(
                                console, doctor.examine(), "nothing stands in the way of a run"));
    }
}
