package io.flinkvariance.experiment;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.kafka.KafkaFeed;
import io.flinkvariance.measure.TopicFeed;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.scenario.SourceKind;
import io.flinkvariance.target.Target;
import java.util.Optional;
import java.util.function.Consumer;

/** What a run's records come from, if not from its own job; it ends with the run. */
final class Feeding implements AutoCloseable {
    private final Scenario scenario;
    private final Optional<KafkaFeed> kafka;
    private final Consumer<String> notes;

    private Feeding(Scenario scenario, Optional<KafkaFeed> kafka, Consumer<String> notes) {
        this.scenario = scenario;
        this.kafka = kafka;
        this.notes = notes;
    }

    /** Starts it, where the scenario needs it. */
    static Feeding of(
            Scenario scenario, Target target, ScratchFolder scratch, Consumer<String> notes)
            throws InterruptedException {
        if (scenario.source() == SourceKind.SYNTHETIC) {
            return new Feeding(scenario, Optional.empty(), notes);
        }
        notes.accept(
                scenario.sourceBootstrapServers()
                        .map(address -> "[%s] making a topic".formatted(address))
                        .orElse("starting a Kafka broker"));
        KafkaFeed kafka = KafkaFeed.open(scenario, target.kafka().orElseThrow(), scratch.path());
        notes.accept(kafka.description());
        return new Feeding(kafka.scenario(), Optional.of(kafka), notes);
    }

    /** What the job is to be told. */
    Scenario scenario() {
        return scenario;
    }

    /** Empty where the job makes its records itself. */
    Optional<TopicFeed> feed() {
        return kafka.map(feed -> feed);
    }

    /** What is left on a broker of the user's is told, and is no reason to lose a result. */
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
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
