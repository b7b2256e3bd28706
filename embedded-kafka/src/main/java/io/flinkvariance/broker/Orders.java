package io.flinkvariance.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Lines of standard input, read as they come. */
final class Orders {
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();

    private Orders() {}

    static Orders ofStandardInput() {
        Orders orders = new Orders();
        Thread reader = new Thread(orders::read, "orders");
        reader.setDaemon(true);
        reader.start();
        return orders;
    }

    private void read() {
        try (BufferedReader input =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            input.lines().map(Optional::of).forEach(lines::add);
        } catch (IOException | UncheckedIOException gone) {
            // As it is with the end of the stream.
        } finally {
            lines.add(Optional.empty());
        }
    }

    /** The next one; empty when there will be none any more. */
    Optional<String> next() throws InterruptedException {
        return lines.take();
    }
}
