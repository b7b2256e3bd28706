package io.flinkvariance.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets Ctrl-C interrupt a piece of work, and the work tidy up before the JVM ends. */
final class CtrlC {
    private static final long TIDY_UP_SECONDS = 45;

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
                            await(tidy);
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

    private static void await(CountDownLatch tidy) {
        try {
            if (!tidy.await(TIDY_UP_SECONDS, TimeUnit.SECONDS)) {
                System.err.println(
                        "ended in the middle of tidying up, after %d s".formatted(TIDY_UP_SECONDS));
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
