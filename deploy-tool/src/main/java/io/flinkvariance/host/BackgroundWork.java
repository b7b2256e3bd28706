package io.flinkvariance.host;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work in a daemon thread of its own, so that whoever waits for it can be interrupted at any time:
 * much of what a network does cannot.
 */
final class BackgroundWork<T> {
    private final CompletableFuture<T> end = new CompletableFuture<>();
    private final Thread thread;

    private BackgroundWork(String name, Callable<T> work) {
        thread =
                new Thread(
                        () -> {
                            try {
                                end.complete(work.call());
                            } catch (Throwable failed) {
                                end.completeExceptionally(failed);
                            }
                        },
                        name);
        thread.setDaemon(true);
    }

    static <T> BackgroundWork<T> start(String name, Callable<T> work) {
        BackgroundWork<T> started = new BackgroundWork<>(name, work);
        started.thread.start();
        return started;
    }

    /** Waits for the end; what the work threw, is thrown here. */
    T await() throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException failed) {
            throw unwrapped(failed);
        }
    }

    /** Waits for the end, but not for ever. */
    T await(Duration timeout) throws InterruptedException, TimeoutException {
        try {
            return end.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw unwrapped(failed);
        }
    }

    /** Whether the end, of whatever kind, came in that time. */
    boolean endsWithin(Duration timeout) throws InterruptedException {
        try {
            end.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException failed) {
            return true;
        } catch (TimeoutException notYet) {
            return false;
        }
    }

    boolean hasFailed() {
        return end.isCompletedExceptionally();
    }

    /** The outcome, or null as long as there is none. */
    T now() {
        return hasFailed() ? null : end.getNow(null);
    }

    void interrupt() {
        thread.interrupt();
    }

    private static RuntimeException unwrapped(ExecutionException failed) {
        if (failed.getCause() instanceof RuntimeException reason) {
            return reason;
        }
        return new IllegalStateException(failed.getCause());
    }
}
