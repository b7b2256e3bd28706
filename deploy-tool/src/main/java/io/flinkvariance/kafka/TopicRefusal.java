package io.flinkvariance.kafka;

import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.error.DeployException;
import io.flinkvariance.error.Message;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.host.ShellWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says why there is no topic for a run, or still one after it, and what can be done about it. */
final class TopicRefusal {
    private final String topic;
    private final Optional<FoundBroker> broker;
    private final Optional<String> config;

    /**
     * Of one topic.
     *
     * @param broker empty where the run has one of its own
     * @param config the file of the user's with what its clients need beside its address
     */
    TopicRefusal(Optional<FoundBroker> broker, Optional<String> config, String topic) {
        this.topic = topic;
        this.broker = broker;
        this.config = config;
    }

    /**
     * What is thrown.
     *
     * @param kind the word of the process
     * @param why what came after it, without secrets
     */
    DeployException exception(String kind, String why) {
        return switch (kind) {
            case "unreachable" ->
                    new ClusterStateException(
                            message("no Kafka answers: " + why)
                                    .trying(
                                            broker.map(FoundBroker::remedy)
                                                    .orElse("the run once more"))
                                    .toString());
            case "exists" ->
                    new ClusterStateException(
                            message(
                                            "it is there already, and a run fills and removes one"
                                                    + " of its own")
                                    .trying("leave out source.topic")
                                    .toString());
            case "tls" ->
                    new OperationFailedException(
                            message("no TLS connection: " + why)
                                    .trying(inFile("ssl.truststore.location and security.protocol"))
                                    .toString());
            case "login" ->
                    new OperationFailedException(
                            message("the login was refused: " + why)
                                    .trying(inFile("sasl.jaas.config and sasl.mechanism"))
                                    .toString());
            case "denied" ->
                    new OperationFailedException(
                            message("this user may not: " + why)
                                    .trying(
                                            "ACLs for topics and groups with the prefix"
                                                    + " flink-variance-: Create, Describe, Read, Write"
                                                    + " and Delete")
                                    .toString());
            case "config" ->
                    new UsageException(
                            config.map(file -> Message.of(file, why).toString())
                                    .orElseGet(() -> message(why).toString()));
            default -> new OperationFailedException("starting Kafka: " + why);
        };
    }

    /** What is thrown when a topic may still be there after its run, with what removes it. */
    OperationFailedException left(String why) {
        List<String> words =
                new ArrayList<>(List.of("kafka-topics.sh", "--bootstrap-server", name()));
        config.ifPresent(file -> words.addAll(List.of("--command-config", file)));
        words.addAll(List.of("--delete", "--topic", topic));
        return new OperationFailedException(
                Message.on(name(), "removing topic " + topic, why)
                        .trying(ShellWords.join(words))
                        .toString());
    }

    private Message message(String why) {
        return Message.on(name(), "making topic " + topic, why);
    }

    private String name() {
        return broker.map(FoundBroker::fromJob).orElse("its own broker");
    }

    private String inFile(String keys) {
        return keys + " in " + config.orElse("a file for --kafka-config");
    }
}
