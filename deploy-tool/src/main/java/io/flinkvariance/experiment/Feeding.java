package io.flinkvariance.experiment;

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

    private Feeding(Scenario scenario, Optional<KafkaFeed> kafka) {
        this.scenario = scenario;
        this.kafka = kafka;
    }

    /** Starts it, where the scenario needs it. */
    static Feeding of(
            Scenario scenario, Target target, ScratchFolder scratch, Consumer<String> notes)
            throws InterruptedException {
        if (scenario.source() == SourceKind.SYNTHETIC) {
            return new Feeding(scenario, Optional.empty());
        }
        notes.accept(
                scenario.sourceBootstrapServers()
                        .map(address -> "[%s] making a topic".formatted(address))
                        .orElse("starting a Kafka broker"));
        KafkaFeed kafka = KafkaFeed.open(scenario, target.kafka().orElseThrow(), scratch.path());
        notes.accept(kafka.description());
        return new Feeding(kafka.scenario(), Optional.of(kafka));
    }

    /** What the job is to be told. */
    Scenario scenario() {
        return scenario;
    }

    /** Empty where the job makes its records itself. */
    Optional<TopicFeed> feed() {
        return kafka.map(feed -> feed);
    }

    @Override
    public void close() {
        kafka.ifPresent(KafkaFeed::close);
    }
}
