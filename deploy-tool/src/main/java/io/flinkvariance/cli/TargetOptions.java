package io.flinkvariance.cli;

import io.flinkvariance.cluster.ClusterProperties;
import io.flinkvariance.cluster.EmbeddedCluster;
import io.flinkvariance.cluster.EmbeddedConfiguration;
import io.flinkvariance.cluster.LocalCluster;
import io.flinkvariance.cluster.LocalConfiguration;
import io.flinkvariance.cluster.StandaloneCluster;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.flink.FlinkVersion;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.target.EmbeddedTarget;
import io.flinkvariance.target.LocalTarget;
import io.flinkvariance.target.MetricsSource;
import io.flinkvariance.target.Target;
import io.flinkvariance.target.YarnTarget;
import io.flinkvariance.yarn.YarnCluster;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;

/** Where a run takes place: the list of the kinds of targets, and what the options make of each. */
final class TargetOptions {
    private static final String TARGET = "target";
    private static final String FLINK_HOME = "flink-home";

    /** What the options make of one kind. */
    private interface Kind {
        Target of(CommandLine line, Scenario scenario);
    }

    private final Surroundings surroundings;
    private final Map<String, Kind> kinds = new LinkedHashMap<>();

    TargetOptions(Surroundings surroundings) {
        this.surroundings = surroundings;
        kinds.put(EmbeddedCluster.TARGET, this::embedded);
        kinds.put(LocalCluster.TARGET, this::local);
        kinds.put(StandaloneCluster.TARGET, this::standalone);
        kinds.put(YarnCluster.TARGET, this::yarn);
    }

    static Option target() {
        return OptionValues.single(
                TARGET,
                "embedded|local|cluster|yarn",
                "where to run: embedded, a Flink of the tool's own; local, one that is installed on"
                        + " this machine; cluster; or yarn, a session of a Hadoop cluster's"
                        + " (default cluster if conf/cluster.properties"
                        + " exists, else embedded)");
    }

    static Option flinkHome() {
        return OptionValues.single(
                FLINK_HOME, "dir", "the Flink that --target local starts for the run");
    }

    /**
     * The target that the options mean; nothing is started or contacted.
     *
     * @throws UsageException for options that this kind does not take
     */
    Target of(CommandLine line, Scenario scenario) {
        String otherwise =
                ClusterOptions.isThere(line, surroundings)
                        ? StandaloneCluster.TARGET
                        : EmbeddedCluster.TARGET;
        String name = line.getOptionValue(TARGET, otherwise);
        Kind kind = kinds.get(name);
        if (kind == null) {
            List<String> names = List.copyOf(kinds.keySet());
            throw OptionValues.expected(
                    TARGET,
                    name,
                    String.join(", ", names.subList(0, names.size() - 1))
                            + " or "
                            + names.get(names.size() - 1));
        }
        if (line.hasOption(FLINK_HOME) && !name.equals(LocalCluster.TARGET)) {
            throw new UsageException("--flink-home: only --target local takes it");
        }
        KafkaRuns.requireUsableConfig(scenario, surroundings.console().err()::println);
        return kind.of(line, scenario);
    }

    /**
     * The same with keys of {@code flink-conf.yaml} of its own, before those of the options.
     *
     * @throws UsageException if the options mean a Flink that is not started for a run
     */
    Target with(Map<String, String> flinkConf, CommandLine line, Scenario scenario) {
        if (of(line, scenario).choosableBuffers().isEmpty()) {
            throw new UsageException(
                    "%s: only --target embedded starts a Flink for it. Try: the options of then, or begin anew"
                            .formatted(String.join(", ", new TreeSet<>(flinkConf.keySet()))));
        }
        return embedded(line, scenario, flinkConf);
    }

    private Target embedded(CommandLine line, Scenario scenario) {
        return embedded(line, scenario, Map.of());
    }

    private Target embedded(CommandLine line, Scenario scenario, Map<String, String> flinkConf) {
        Optional<MetricsSource> reportsTo = reportsTo(line);
        EmbeddedConfiguration plain = ScenarioOptions.embedded(line, scenario, flinkConf);
        return new EmbeddedTarget(
                reportsTo.map(source -> plain.reportingTo(source.address())).orElse(plain),
                surroundings.kit().get().embeddedFlink(),
                Optional.of(surroundings.kit().get().embeddedKafka()),
                reportsTo,
                MetricsOptions.here(line, reportsTo));
    }

    private Target local(CommandLine line, Scenario scenario) {
        if (!line.hasOption(FLINK_HOME)) {
            throw new UsageException(
                    "--target local: --flink-home is missing. Try: --flink-home <the folder of a %s>, or --target embedded"
                            .formatted(FlinkVersion.OF_KIT));
        }
        Optional<MetricsSource> reportsTo = reportsTo(line);
        LocalConfiguration plain =
                LocalConfiguration.of(
                        Path.of(line.getOptionValue(FLINK_HOME)),
                        ScenarioOptions.workers(line),
                        scenario.slots(),
                        ScenarioOptions.flinkConf(line));
        return new LocalTarget(
                reportsTo.map(source -> plain.reportingTo(source.address())).orElse(plain),
                surroundings.jobJar().get(),
                reportsTo,
                MetricsOptions.here(line, reportsTo),
                KafkaRuns.libraries(scenario, surroundings.kit().get()));
    }

    private Optional<MetricsSource> reportsTo(CommandLine line) {
        return MetricsOptions.address(line, surroundings).map(MetricsSource::new);
    }

    private Target standalone(CommandLine line, Scenario scenario) {
        for (String option : List.of(ScenarioOptions.WORKERS, ScenarioOptions.FLINK_CONF)) {
            if (line.hasOption(option)) {
                throw new UsageException(
                        ("--%s: a cluster is configured by provisioning. Try:"
                                        + " ansible/group_vars/all.yml and ansible-playbook site.yml, or"
                                        + " --target embedded")
                                .formatted(option));
            }
        }
        ClusterProperties properties = ClusterOptions.properties(line, surroundings);
        KafkaRuns.requireReachableBroker(scenario, properties.kafka(), StandaloneCluster.TARGET);
        return ClusterOptions.target(
                properties,
                surroundings,
                MetricsOptions.behind(line, properties),
                KafkaRuns.libraries(scenario, surroundings.kit().get()));
    }

    private Target yarn(CommandLine line, Scenario scenario) {
        KafkaRuns.requireBroker(scenario, YarnCluster.TARGET);
        if (line.hasOption(ScenarioOptions.WORKERS)) {
            throw new UsageException(
                    "--workers: YARN starts as many TaskManagers as the slots need. Try: yarn.slots in yarn.properties");
        }
        MetricsOptions.requireNone(line, YarnCluster.TARGET);
        return new YarnTarget(
                YarnOptions.properties(line, surroundings),
                surroundings.jobJar().get(),
                surroundings.hosts(),
                scenario.slots(),
                ScenarioOptions.flinkConf(line),
                KafkaRuns.libraries(scenario, surroundings.kit().get()));
    }
}
