package io.flinkvariance.cli;

import io.flinkvariance.cluster.ClusterProperties;
import io.flinkvariance.doctor.Finding;
import io.flinkvariance.doctor.MetricsDoctor;
import io.flinkvariance.error.ExitCode;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.influxdb.InfluxAddress;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code metrics doctor}: where a series stops on its way to InfluxDB. */
final class MetricsCommand extends Command {
    static final String DOCTOR = "doctor";

    private final Surroundings surroundings;
    private final Console console;

    MetricsCommand(Surroundings surroundings) {
        super("metrics", "say where a series stops on its way to InfluxDB", DOCTOR);
        this.surroundings = surroundings;
        this.console = surroundings.console();
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
        MetricsDoctor doctor =
                new MetricsDoctor(surroundings.clock()::instant, MetricsDoctor.PATIENCE);
        Optional<InfluxAddress> here = MetricsOptions.address(line, surroundings);
        if (here.isPresent()) {
            if (line.hasOption(ClusterOptions.CLUSTER)) {
                throw new UsageException("metrics doctor: either --influxdb or --cluster");
            }
            return CtrlC.interrupts(() -> tell(line, doctor.examine(here.get())));
        }
        ClusterProperties properties = ClusterOptions.properties(line, surroundings);
        InfluxAddress address =
                MetricsOptions.behind(properties)
                        .orElseThrow(
                                () ->
                                        new UsageException(
                                                "metrics doctor: cluster.properties names no InfluxDB. Try: influxdb.host there, or --influxdb http://localhost:8086/flink"))
                        .address();
        return CtrlC.interrupts(
                () -> tell(line, doctor.examine(properties, address, surroundings.hosts())));
    }

    private ExitCode tell(CommandLine line, List<Finding> findings) {
        return FindingsOutput.tell(
                console, OwnCommands.after(line), findings, "nothing stands in the way of metrics");
    }
}
