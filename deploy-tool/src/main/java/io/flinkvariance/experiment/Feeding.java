package io.flinkvariance.experiment;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.kafka.FoundBroker;
import io.flinkvariance.kafka.KafkaFeed;
import io.flinkvariance.measure.TopicFeed;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.scenario.SourceKind;
import io.flinkvariance.target.ProvidedKafka;
import io.flinkvariance.target.Target;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What a run's records come from, if not from its own job; it ends with the run. */
final class Feeding implements AutoCloseable {
    private final Scenario scenario;
    private final Optional<KafkaFeed> kafka;
    private final Optional<ProvidedKafka.Way> way;
    private final Consumer<String> notes;

    private Feeding(
            Scenario scenario,
            Optional<KafkaFeed> kafka,
            Optional<ProvidedKafka.Way> way,
            Consumer<String> notes) {
        this.scenario = scenario;
        this.kafka = kafka;
        this.way = way;
        this.notes = notes;
    }

    /** Starts it, where the scenario needs it. */
    static Feeding of(
            Scenario scenario,
            Target target,
            Cluster cluster,
            ScratchFolder scratch,
            Consumer<String> notes)
            throws InterruptedException {
        if (scenario.source() == SourceKind.SYNTHETIC) {
            return new Feeding(scenario, Optional.empty(), Optional.empty(), notes);
        }
        Optional<ProvidedKafka.Way> way = way(scenario, target, cluster);
        try {
            Optional<FoundBroker> broker =
                    way.map(ProvidedKafka.Way::broker).or(() -> FoundBroker.of(scenario));
            notes.accept(
                    broker.map(found -> "[%s] making a topic".formatted(found.fromJob()))
                            .orElse("starting a Kafka broker"));
            KafkaFeed kafka =
                    KafkaFeed.open(scenario, broker, target.kafka().orElseThrow(), scratch.path());
            notes.accept(kafka.description());
            return new Feeding(kafka.scenario(), Optional.of(kafka), way, notes);
        } catch (InterruptedException | RuntimeException failed) {
            way.ifPresent(ProvidedKafka.Way::close);
            throw failed;
        }
    }

    /** To the broker of the target's, unless the scenario names another. */
    private static Optional<ProvidedKafka.Way> way(
            Scenario scenario, Target target, Cluster cluster) throws InterruptedException {
        Optional<ProvidedKafka> provided = target.providedKafka();
        return provided.isPresent() && scenario.sourceBootstrapServers().isEmpty()
                ? Optional.of(provided.get().open(cluster))
                : Optional.empty();
    }

    /** What the job is to be told. */
    Scenario scenario() {
        return scenario;
    }

    /** What no log may show that is kept. */
    List<String> secrets() {
        return kafka.map(KafkaFeed::secrets).orElse(List.of());
    }

    /** Empty where the job makes its records itself. */
    Optional<TopicFeed> feed() {
        return kafka.map(feed -> feed);
    }

    /** What is left on a broker that was there is told, and is no reason to lose a result. */
    @Override
    public void close() {
        boolean wasInterrupted = Thread.interrupted();
        try {
            if (kafka.isPresent()) {
                kafka.get().remove();
            }
        } catch (InterruptedException again) {
            wasInterrupted = true;
        } catch (OperationFailedException left) {
            notes.accept(left.getMessage());
        } finally {
            kafka.ifPresent(KafkaFeed::close);
            way.ifPresent(ProvidedKafka.Way::close);
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
