package io.flinkvariance.broker;

import io.flinkvariance.counts.CountHistory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * The process: {@code EmbeddedKafka <settings file> <log file> <folder>}.
 *
 * <p>It is told what to do by lines on standard input, and answers each with one on standard
 * output:
 *
 * <ul>
 *   <li>once there is a broker, and the topic: {@code kafka <bootstrap servers>}; in place of it
 *       what {@link Refusal} says
 *   <li>to {@code produce}: {@code producing}
 *   <li>to {@code offsets}: {@code offsets <history>}, the end and committed offsets of the last
 *       seconds as {@link CountHistory} has them
 *   <li>to {@code remove}: {@code removed}, once topic and group are gone
 *   <li>to {@code end}: nothing, but it ends
 *   <li>in place of any: {@code failed <why>}
 * </ul>
 *
 * <p>It ends when its standard input does, and so whenever the tool is gone, however that went.
 * Then, without having been told, it removes the folder as well: nobody else will.
 */
public final class EmbeddedKafka {
    private EmbeddedKafka() {}

    /** Runs until standard input ends. */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        // What Kafka prints is no answer.
        System.setOut(System.err);
        logTo(arguments[1]);
        Orders orders = Orders.ofStandardInput();
        int exitCode = 0;
        boolean isAlone = false;
        try {
            isAlone = !run(Settings.read(Path.of(arguments[0])), orders, answers);
        } catch (Exception failed) {
            answers.println(Refusal.answer(failed));
            exitCode = 1;
        }
        if (isAlone) {
            AbandonedFolder.remove(Path.of(arguments[2]));
        }
        // Kafka leaves threads behind that would keep the JVM alive, and hooks that take long.
        Runtime.getRuntime().halt(exitCode);
    }

    /** Whether it was told to end. */
    private static boolean run(Settings settings, Orders orders, PrintStream answers)
            throws Exception {
        Optional<Broker> own =
                settings.bootstrapServers().isPresent()
                        ? Optional.empty()
                        : Optional.of(Broker.start(settings.folder()));
        String address = settings.bootstrapServers().orElseGet(() -> own.orElseThrow().address());
        ClientSettings client = ClientSettings.read(address, settings.kafkaConfig());
        try (Topic topic = Topic.create(client, settings.topic(), settings.partitions())) {
            try (SequenceProducer producer = new SequenceProducer(client, settings);
                    CountHistory offsets = CountHistory.start("offsets", topic::offsets)) {
                answers.println("kafka " + address);
                return follow(orders, topic, producer, offsets, answers);
            } finally {
                // A broker of its own goes as a whole.
                if (own.isEmpty()) {
                    topic.remove();
                }
            }
        }
    }

    private static boolean follow(
            Orders orders,
            Topic topic,
            SequenceProducer producer,
            CountHistory offsets,
            PrintStream answers)
            throws InterruptedException, ExecutionException {
        for (Optional<String> order = orders.next(); order.isPresent(); order = orders.next()) {
            switch (order.get()) {
                case "produce" -> {
                    producer.start();
                    answers.println("producing");
                }
                case "offsets" ->
                        answers.println(
                                producer.fault()
                                        .map(
                                                why ->
                                                        "failed a record was not written: "
                                                                + Refusal.line(why))
                                        .orElseGet(() -> "offsets " + offsets.getValue()));
                case "remove" -> {
                    producer.close();
                    topic.remove();
                    answers.println("removed");
                }
                case "end" -> {
                    return true;
                }
                default -> answers.println("failed no such order: " + order.get());
            }
        }
        return false;
    }

    private static void logTo(String file) throws IOException {
        LogManager.getLogManager().reset();
        FileHandler log = new FileHandler(file);
        log.setFormatter(new SimpleFormatter());
        log.setLevel(Level.WARNING);
        Logger.getLogger("").addHandler(log);
    }
}
