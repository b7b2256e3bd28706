package io.flinkvariance.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.error.UnreachableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Makes hosts that are quick to lose patience. */
final class Hosts {
    static final Duration AMPLE = Duration.ofSeconds(30);
    static final SshTimings IMPATIENT =
            new SshTimings(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(1), 1);

    private Hosts() {}

    static SshHost of(SshSettings settings) {
        return of(settings, question -> Optional.empty());
    }

    static SshHost of(SshSettings settings, PassphrasePrompt prompt) {
        return new SshHost(settings, prompt, Optional.empty(), SshTimings.DEFAULT);
    }

    static SshHost impatient(SshSettings settings) {
        return new SshHost(settings, question -> Optional.empty(), Optional.empty(), IMPATIENT);
    }

    /** What a call answers as soon as a lost connection has been noticed. */
    static <T> T eventually(Callable<T> call) throws Exception {
        long deadline = System.nanoTime() + AMPLE.toNanos();
        while (true) {
            try {
                return call.call();
            } catch (UnreachableException notYet) {
                if (System.nanoTime() > deadline) {
                    throw notYet;
                }
                Thread.sleep(20);
            }
        }
    }

    /** Waits until there is nothing more of that kind. */
    static void awaitNone(Supplier<List<String>> remaining) throws InterruptedException {
        long deadline = System.nanoTime() + AMPLE.toNanos();
        while (!remaining.get().isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(remaining.get()).isEmpty();
    }
}
