package io.flinkvariance.cli;

import io.flinkvariance.host.ProcessTree;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Lets Ctrl-C interrupt a piece of work, and the work tidy up before the JVM ends. */
final class CtrlC {
    private static final Duration TIDY_UP = Duration.ofSeconds(45);

    private CtrlC() {}

    /** Work that an interrupt of its thread brings to an orderly end. */
    interface Work<T> {
        T run() throws InterruptedException;
    }

    /** Does the work; while it goes on, Ctrl-C interrupts it and the JVM waits for its end. */
    static <T> T interrupts(Work<T> work) throws InterruptedException {
        Thread worker = Thread.currentThread();
        CountDownLatch tidy = new CountDownLatch(1);
        Thread hook =
                new Thread(
                        () -> {
                            worker.interrupt();
                            await(tidy, TIDY_UP, ProcessHandle.current()::children, System.err);
                        },
                        "ctrl-c");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.run();
        } finally {
            tidy.countDown();
            removeUnlessRunning(hook);
        }
    }

    /**
     * Waits for the work to be over.
     *
     * @param children of this process, which end with it when the time is up: one that was stopped
     *     in its tracks does not see that nobody is there any more
     */
    static void await(
            CountDownLatch tidy,
            Duration atMost,
            Supplier<Stream<ProcessHandle>> children,
            PrintStream errors) {
        try {
            if (!tidy.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                errors.println(
                        "ended in the middle of tidying up, after %d s"
                                .formatted(atMost.toSeconds()));
                children.get().forEach(child -> new ProcessTree(child).end());
            }
        } catch (InterruptedException endAtOnce) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeUnlessRunning(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException running) {
            // It was only waiting for the work, which is done.
        }
    }
}
