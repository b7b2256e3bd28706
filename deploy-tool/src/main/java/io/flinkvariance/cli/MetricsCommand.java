package io.flinkvariance.cli;

import io.flinkvariance.cluster.ClusterProperties;
import io.flinkvariance.doctor.Finding;
import io.flinkvariance.doctor.MetricsDoctor;
import io.flinkvariance.error.ExitCode;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.host.PassphrasePrompt;
import io.flinkvariance.host.SshHost;
import io.flinkvariance.influxdb.InfluxAddress;
import io.flinkvariance.kit.KitHome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code metrics doctor}: where a series stops on its way to InfluxDB. */
final class MetricsCommand extends Command {
    private static final String DOCTOR = "doctor";

    private final Console console;

    MetricsCommand(Console console) {
        super("metrics", "say where a series stops on its way to InfluxDB", DOCTOR);
        this.console = console;
    }

    @Override
    Options options() {
        return new Options()
                .addOption(ClusterOptions.option())
                .addOption(MetricsOptions.influxDb());
    }

    @Override
    ExitCode run(CommandLine line) throws InterruptedException {
        String verb = line.getArgList().get(0);
        if (!verb.equals(DOCTOR)) {
            throw new UsageException(
                    "metrics: unknown verb " + verb + "; Try: deploy-tool metrics doctor");
        }
        MetricsDoctor doctor = new MetricsDoctor(Instant::now, MetricsDoctor.PATIENCE);
        Optional<InfluxAddress> here = MetricsOptions.address(line);
        if (here.isPresent()) {
            if (line.hasOption(ClusterOptions.CLUSTER)) {
                throw new UsageException("metrics doctor: either --influxdb or --cluster");
            }
            return CtrlC.interrupts(() -> tell(doctor.examine(here.get())));
        }
        ClusterProperties properties = ClusterOptions.properties(line, KitHome.locate());
        InfluxAddress address =
                MetricsOptions.behind(properties)
                        .orElseThrow(
                                () ->
                                        new UsageException(
                                                "metrics doctor: cluster.properties names no InfluxDB. Try: influxdb.host there, or --influxdb http://localhost:8086/flink"))
                        .address();
        return CtrlC.interrupts(
                () ->
                        tell(
                                doctor.examine(
                                        properties,
                                        address,
                                        ssh -> new SshHost(ssh, PassphrasePrompt.onTerminal()))));
    }

    private ExitCode tell(List<Finding> findings) {
        return FindingsOutput.tell(console, findings, "nothing stands in the way of metrics");
    }
}
