package io.flinkvariance.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DisplaysTest {
    /** Ctrl-C may come while the terminal is looked at, and a run would go on in spite of it. */
    @Test
    void anInterruptIsNotLostWhileTheTerminalIsLookedAt() {
        PrintStream nowhere =
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Thread.currentThread().interrupt();

        ProgressDisplay display = Displays.forStandardError(nowhere);

        assertThat(Thread.interrupted()).isTrue();
        display.close();
    }
}
