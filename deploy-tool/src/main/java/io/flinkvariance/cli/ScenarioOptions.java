package io.flinkvariance.cli;

import io.flinkvariance.cluster.EmbeddedConfiguration;
import io.flinkvariance.cluster.FlinkConfKeys;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.model.HotHost;
import io.flinkvariance.scenario.Scenario;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** What commands that take a scenario have in common: which one, and on what a Flink of here. */
final class ScenarioOptions {
    static final String ARGUMENT = "scenario";

    private static final String SET = "set";
    static final String WORKERS = "workers";
    static final String FLINK_CONF = "flink-conf";
    private static final String ANY_FLINK_CONF = "any-flink-conf";

    /** As many as were tried; some 64 exhaust one JVM with their threads and connections. */
    private static final int MOST_WORKERS = 16;

    private ScenarioOptions() {}

    static Options options() {
        return new Options()
                .addOption(set())
                .addOption(workersOption())
                .addOption(flinkConf())
                .addOption(anyFlinkConf());
    }

    static Option workersOption() {
        return OptionValues.single(
                WORKERS, "n", "TaskManagers that share the subtasks (default 1)");
    }

    static Option flinkConf() {
        return OptionValues.pairs(
                FLINK_CONF,
                "set a key of flink-conf.yaml; the default is Flink's own but for small buffers,"
                        + " 4096 bytes, 2 per channel and 1 floating");
    }

    static Option anyFlinkConf() {
        return OptionValues.flag(
                ANY_FLINK_CONF, "take keys of --flink-conf that this release does not know, too");
    }

    /** The user's keys of {@code flink-conf.yaml}. */
    static Map<String, String> flinkConf(CommandLine line) {
        Map<String, String> given = OptionValues.pairs(line, FLINK_CONF);
        if (!given.isEmpty()) {
            FlinkConfKeys.ofKit()
                    .check(
                            given,
                            "--" + FLINK_CONF,
                            line.hasOption(ANY_FLINK_CONF),
                            "--" + ANY_FLINK_CONF);
        }
        return given;
    }

    static Option set() {
        return OptionValues.pairs(SET, "replace a value of the scenario");
    }

    static Scenario scenario(CommandLine line, KitHome kit) {
        return kit.scenario(line.getArgList().get(0), OptionValues.pairs(line, SET));
    }

    /**
     * The same with one more key replaced.
     *
     * @throws io.flinkvariance.error.UsageException if it is among those of {@code --set}, too
     */
    static Scenario scenario(CommandLine line, KitHome kit, String key, String value) {
        Map<String, String> set = new LinkedHashMap<>(OptionValues.pairs(line, SET));
        if (set.put(key, value) != null) {
            throw new UsageException("--set " + key + ": the key is given twice");
        }
        return kit.scenario(line.getArgList().get(0), set);
    }

    /** Without a seed of its own a run gets one, so that it can be repeated. */
    static Scenario seeded(Scenario scenario) {
        return scenario.seed().isPresent()
                ? scenario
                : scenario.withSeed(new SecureRandom().nextInt(Integer.MAX_VALUE));
    }

    /** The values of the scenario that the user replaces. */
    static Map<String, String> replaced(CommandLine line) {
        return OptionValues.pairs(line, SET);
    }

    /** Whether the scenario is one of the kit's, and just as it stands there. */
    static boolean isUnchanged(CommandLine line, KitHome kit) {
        return kit.has(line.getArgList().get(0)) && !line.hasOption(SET);
    }

    /**
     * The configuration of an embedded Flink with these options.
     *
     * @throws io.flinkvariance.error.UsageException if one of its values is wrong
     */
    static EmbeddedConfiguration embedded(CommandLine line, Scenario scenario) {
        return embedded(line, scenario, Map.of());
    }

    /** The same with keys that are set before the user's. */
    static EmbeddedConfiguration embedded(
            CommandLine line, Scenario scenario, Map<String, String> flinkConf) {
        Map<String, String> keys = new LinkedHashMap<>(flinkConf(line));
        keys.putAll(flinkConf);
        HotHost.placed(scenario, workers(line));
        return EmbeddedConfiguration.of(workers(line), scenario.slots(), keys);
    }

    /** How many TaskManagers. */
    static int workers(CommandLine line) {
        return OptionValues.number(line, WORKERS, 1, 1, MOST_WORKERS);
    }
}
