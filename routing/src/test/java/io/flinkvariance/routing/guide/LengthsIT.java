package io.flinkvariance.routing.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The program of the guide, with somebody who sends it lines. */
@Timeout(120)
class LengthsIT {
    @Test
    void printsTheLengthOfEachLineOnce() throws Exception {
        List<String> lines = new ArrayList<>();
        List<String> lengths = new ArrayList<>();
        for (int length = 1; length <= 100; length++) {
            lines.add("x".repeat(length));
            lengths.add(Integer.toString(length));
        }
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(server, lines));

            String printed =
                    printedBy(
                            () ->
                                    Lengths.main(
                                            new String[] {
                                                Integer.toString(server.getLocalPort())
                                            }));

            sent.get(10, TimeUnit.SECONDS);
            // Each line begins with the subtask that prints it.
            assertThat(printed.lines().map(line -> line.replaceFirst("^\\d+> ", "")))
                    .containsExactlyInAnyOrderElementsOf(lengths);
        }
    }

    private static void send(ServerSocket server, List<String> lines) {
        try (Socket client = server.accept();
                OutputStream out = client.getOutputStream()) {
            out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private interface Program {
        void run() throws Exception;
    }

    private static String printedBy(Program program) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            program.run();
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
