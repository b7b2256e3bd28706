package io.flinkvariance.cli;

import io.flinkvariance.cluster.KafkaSettings;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.scenario.SourceKind;
import io.flinkvariance.target.KafkaLibraries;
import java.util.Optional;

/** What a scenario that reads a topic needs of a target. */
final class KafkaRuns {
    private KafkaRuns() {}

    /** The libraries, where the scenario reads a topic. */
    static Optional<KafkaLibraries> libraries(Scenario scenario, KitHome kit) {
        return readsTopic(scenario)
                ? Optional.of(new KafkaLibraries(kit.embeddedKafka(), kit.embeddedFlink()))
                : Optional.empty();
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
            throw new UsageException(
                    "--target %s: %s reads a topic, and a broker of the run's own is only reached from this machine. Try: a host in the group kafka of the inventory and ansible-playbook site.yml, or --set source.bootstrapServers=HOST:9092, of a Kafka that the cluster's nodes and this machine reach"
                            .formatted(target, scenario.name()));
        }
    }

    private static boolean readsTopic(Scenario scenario) {
        return scenario.source() == SourceKind.KAFKA;
    }
}
