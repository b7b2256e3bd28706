package io.flinkvariance.cli;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.cluster.EmbeddedCluster;
import io.flinkvariance.cluster.EmbeddedConfiguration;
import io.flinkvariance.cluster.JobJar;
import io.flinkvariance.cluster.LocalConfiguration;
import io.flinkvariance.cluster.LocalFlink;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.host.UploadProgress;
import io.flinkvariance.influxdb.InfluxAddress;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.terminal.ProgressDisplay;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** What commands that take a scenario have in common: which one, and on what kind of cluster. */
final class ScenarioOptions {
    static final String ARGUMENT = "scenario";

    private static final String SET = "set";
    private static final String WORKERS = "workers";
    private static final String FLINK_CONF = "flink-conf";
    private static final String FLINK_HOME = "flink-home";

    /** As many as were tried; some 64 exhaust one JVM with their threads and connections. */
    private static final int MOST_WORKERS = 16;

    private ScenarioOptions() {}

    static Options options() {
        return new Options()
                .addOption(set())
                .addOption(
                        OptionValues.single(
                                WORKERS, "n", "TaskManagers that share the subtasks (default 1)"))
                .addOption(
                        OptionValues.pairs(
                                FLINK_CONF,
                                "set a key of flink-conf.yaml; the default is Flink's own but for"
                                        + " small buffers, 4096 bytes, 2 per channel and 1 floating"));
    }

    static Option set() {
        return OptionValues.pairs(SET, "replace a value of the scenario");
    }

    static Scenario scenario(CommandLine line, KitHome kit) {
        return kit.scenario(line.getArgList().get(0), OptionValues.pairs(line, SET));
    }

    /** Whether the scenario is one of the kit's, and just as it stands there. */
    static boolean isUnchanged(CommandLine line, KitHome kit) {
        return kit.has(line.getArgList().get(0)) && !line.hasOption(SET);
    }

    /** An embedded Flink with these options. */
    static ClusterSource source(
            CommandLine line, Scenario scenario, Optional<InfluxAddress> influxDb) {
        EmbeddedConfiguration plain = embedded(line, scenario);
        EmbeddedConfiguration flink = influxDb.map(plain::reportingTo).orElse(plain);
        return new ClusterSource() {
            @Override
            public boolean isHere() {
                return true;
            }

            @Override
            public Cluster open(Path scratch, ProgressDisplay display) throws InterruptedException {
                if (influxDb.isPresent()) {
                    MetricsOptions.prepare(influxDb.get(), display::note);
                }
                display.note("starting an embedded Flink");
                return EmbeddedCluster.start(flink, scratch);
            }
        };
    }

    /** A Flink that is installed on this machine, with these options. */
    static ClusterSource localSource(
            CommandLine line, Scenario scenario, Optional<InfluxAddress> influxDb) {
        if (!line.hasOption(FLINK_HOME)) {
            throw new UsageException(
                    "--target local: --flink-home is missing. Try: --flink-home <the folder of a Flink 1.8.1>, or --target embedded");
        }
        LocalConfiguration plain =
                LocalConfiguration.of(
                        Path.of(line.getOptionValue(FLINK_HOME)),
                        workers(line),
                        scenario.parallelism(),
                        OptionValues.pairs(line, FLINK_CONF));
        LocalConfiguration flink = influxDb.map(plain::reportingTo).orElse(plain);
        Path jar = JobJar.locate();
        return new ClusterSource() {
            @Override
            public boolean isHere() {
                return true;
            }

            @Override
            public Cluster open(Path scratch, ProgressDisplay display) throws InterruptedException {
                if (influxDb.isPresent()) {
                    MetricsOptions.prepare(influxDb.get(), display::note);
                }
                display.note("starting a Flink of this machine's");
                return LocalFlink.start(flink, scratch, jar, file -> UploadProgress.IGNORED);
            }
        };
    }

    /** Refuses an option that only a Flink of this machine's takes. */
    static void refuseFlinkHome(CommandLine line) {
        if (line.hasOption(FLINK_HOME)) {
            throw new UsageException("--flink-home: only --target local takes it");
        }
    }

    /** Refuses options that a cluster, which runs already, cannot take any more. */
    static void refuseSettings(CommandLine line) {
        for (String option : List.of(WORKERS, FLINK_CONF)) {
            if (line.hasOption(option)) {
                throw new UsageException(
                        ("--%s: a cluster is configured by provisioning. Try: ansible/group_vars/all.yml"
                                        + " and ansible-playbook site.yml, or --target embedded")
                                .formatted(option));
            }
        }
    }

    /**
     * The configuration of an embedded Flink with these options.
     *
     * @throws io.flinkvariance.error.UsageException if one of its values is wrong
     */
    static EmbeddedConfiguration embedded(CommandLine line, Scenario scenario) {
        return EmbeddedConfiguration.of(
                workers(line), scenario.parallelism(), OptionValues.pairs(line, FLINK_CONF));
    }

    private static int workers(CommandLine line) {
        return OptionValues.number(line, WORKERS, 1, 1, MOST_WORKERS);
    }

    /** Where Flink is, for those commands that can start one. */
    static Option flinkHome() {
        return OptionValues.single(
                FLINK_HOME, "dir", "the Flink that --target local starts for the run");
    }
}
