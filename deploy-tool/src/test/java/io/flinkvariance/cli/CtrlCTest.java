package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CtrlCTest {
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private Process child;

    @BeforeEach
    void startChild() throws Exception {
        child = new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void endChild() {
        child.destroyForcibly();
    }

    private void await(CountDownLatch tidy, Duration atMost) {
        CtrlC.await(
                tidy,
                atMost,
                () -> Stream.of(child.toHandle()),
                new PrintStream(errors, true, StandardCharsets.UTF_8));
    }

    @Test
    void endsTheToolsProcessesWithItWhenTidyingUpTakesTooLong() throws Exception {
        await(new CountDownLatch(1), Duration.ofMillis(10));

        assertThat(errors.toString(StandardCharsets.UTF_8))
                .isEqualTo("ended in the middle of tidying up, after 0 s" + System.lineSeparator());
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void leavesThemAloneOnceAllIsTidy() {
        await(new CountDownLatch(0), Duration.ofSeconds(60));

        assertThat(errors.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(child.isAlive()).isTrue();
    }
}
