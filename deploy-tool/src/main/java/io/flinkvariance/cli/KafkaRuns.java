package io.flinkvariance.cli;

import io.flinkvariance.cluster.KafkaSettings;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.kafka.KafkaConfigFile;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.scenario.SourceKind;
import io.flinkvariance.target.KafkaLibraries;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;

/** What a scenario that reads a topic needs of a target. */
final class KafkaRuns {
    private static final String CONFIG = "kafka-config";

    private KafkaRuns() {}

    /** The libraries, where the scenario reads a topic. */
    static Optional<KafkaLibraries> libraries(Scenario scenario, KitHome kit) {
        return readsTopic(scenario)
                ? Optional.of(new KafkaLibraries(kit.embeddedKafka(), kit.embeddedFlink()))
                : Optional.empty();
    }

    /** The file for Kafka's clients. */
    static Option config() {
        return OptionValues.single(
                CONFIG,
                "file",
                "properties of Kafka's clients, such as TLS and a login, for the broker of"
                        + " source.bootstrapServers");
    }

    /**
     * The scenario with the file that the options name.
     *
     * @throws UsageException if it reads no topic, or one of the run's own broker
     */
    static Scenario withConfig(CommandLine line, Scenario scenario) {
        if (!line.hasOption(CONFIG)) {
            return scenario;
        }
        String file = line.getOptionValue(CONFIG);
        if (!readsTopic(scenario)) {
            throw new UsageException(
                    "--%s: %s reads no topic. Try: kafka-straggler, or without it"
                            .formatted(CONFIG, scenario.name()));
        }
        if (scenario.sourceBootstrapServers().isEmpty()) {
            throw new UsageException(
                    "--%s: a broker of the run's own wants neither TLS nor a login. Try: --set source.bootstrapServers=HOST:9092, or without it"
                            .formatted(CONFIG));
        }
        if (scenario.sourceKafkaConfig().isPresent()) {
            throw new UsageException(
                    "--%s: %s has source.kafkaConfig=%s already. Try: one of the two"
                            .formatted(
                                    CONFIG, scenario.name(), scenario.sourceKafkaConfig().get()));
        }
        try {
            return scenario.withKafkaConfig(Path.of(file).toAbsolutePath().toString());
        } catch (IllegalArgumentException unwritable) {
            throw new UsageException(
                    OptionValues.expected(
                                    CONFIG, file, "the path of a file, without a backslash in it")
                            .getMessage(),
                    unwritable);
        }
    }

    /**
     * Reads the file for Kafka's clients, where the scenario has one.
     *
     * @param notes is told that others can read a password
     * @throws UsageException if there is anything wrong with it
     */
    static void requireUsableConfig(Scenario scenario, Consumer<String> notes) {
        scenario.sourceKafkaConfig()
                .map(Path::of)
                .map(KafkaConfigFile::read)
                .flatMap(KafkaConfigFile::note)
                .ifPresent(notes);
    }

    /**
     * Refuses a topic for what cannot have one.
     *
     * @throws UsageException saying where it can be read
     */
    static void requireNone(Scenario scenario, String where) {
        if (readsTopic(scenario)) {
            throw new UsageException(
                    "%s: %s has source=%s, which is not done there. Try: --target embedded"
                            .formatted(where, scenario.name(), scenario.source()));
        }
    }

    /**
     * Refuses a topic on a broker of the run's own, which other machines do not reach.
     *
     * @throws UsageException saying what is missing
     */
    static void requireReachableBroker(
            Scenario scenario, Optional<KafkaSettings> provided, String target) {
        if (readsTopic(scenario)
                && scenario.sourceBootstrapServers().isEmpty()
                && provided.isEmpty()) {
            throw unreachable(
                    scenario,
                    target,
                    "a host in the group kafka of the inventory and ansible-playbook site.yml, or"
                            + " --set source.bootstrapServers=HOST:9092, of a Kafka that the"
                            + " cluster's nodes and this machine reach");
        }
    }

    /** The same on machines that this kit does not provision. */
    static void requireBroker(Scenario scenario, String target) {
        if (readsTopic(scenario) && scenario.sourceBootstrapServers().isEmpty()) {
            throw unreachable(
                    scenario,
                    target,
                    "--set source.bootstrapServers=HOST:9092, of a Kafka that all nodes and this"
                            + " machine reach");
        }
    }

    private static UsageException unreachable(Scenario scenario, String target, String remedy) {
        return new UsageException(
                "--target %s: %s reads a topic, and a broker of the run's own is only reached from this machine. Try: %s"
                        .formatted(target, scenario.name(), remedy));
    }

    private static boolean readsTopic(Scenario scenario) {
        return scenario.source() == SourceKind.KAFKA;
    }
}
