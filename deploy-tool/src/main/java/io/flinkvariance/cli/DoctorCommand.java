package io.flinkvariance.cli;

import io.flinkvariance.doctor.Doctor;
import io.flinkvariance.doctor.Finding;
import io.flinkvariance.doctor.TcpProbe;
import io.flinkvariance.error.ExitCode;
import io.flinkvariance.host.PassphrasePrompt;
import io.flinkvariance.host.SshHost;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.scenario.Scenario;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code doctor [scenario]}: every reason why a run could fail, looked for in one go. */
final class DoctorCommand extends Command {
    private static final String SCENARIO = "constant-straggler";

    private final Console console;

    DoctorCommand(Console console) {
        super(
                "doctor",
                "look for every reason why a run on the cluster could fail",
                ScenarioOptions.ARGUMENT);
        this.console = console;
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
        KitHome kit = KitHome.locate();
        Scenario scenario =
                kit.scenario(
                        line.getArgList().isEmpty() ? SCENARIO : line.getArgList().get(0),
                        Map.of());
        Doctor doctor =
                new Doctor(
                        ClusterOptions.properties(line, kit),
                        scenario,
                        ssh -> new SshHost(ssh, PassphrasePrompt.onTerminal()),
                        TcpProbe.NETWORK);
        return CtrlC.interrupts(() -> tell(doctor.examine()));
    }

    private ExitCode tell(List<Finding> findings) {
        findings.forEach(
                finding ->
                        console.out()
                                .println(
                                        "%-7s  %s"
                                                .formatted(
                                                        finding.verdict().word(), finding.text())));
        long faults = findings.stream().filter(Finding::isFault).count();
        console.err()
                .println(
                        faults == 0
                                ? "nothing stands in the way of a run"
                                : faults + (faults == 1 ? " fault" : " faults"));
        return faults == 0 ? ExitCode.DONE : ExitCode.CLUSTER_STATE;
    }
}
