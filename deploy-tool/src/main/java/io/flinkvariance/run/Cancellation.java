package io.flinkvariance.run;

import io.flinkvariance.error.JobUnknownException;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UnreachableException;
import io.flinkvariance.rest.FlinkRest;
import io.flinkvariance.time.Stopwatch;
import io.flinkvariance.time.Ticker;
import java.time.Duration;

/**
 * Ends a job, and does not take it for ended before Flink says so, by the answer that its totals
 * are read from: Flink keeps one answer about a job for {@code web.refresh-interval}, three seconds
 * unless told otherwise, and goes on with what the job was before its end.
 */
final class Cancellation {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private enum Asked {
        NOT_YET,
        CANCELLED,
        /** Nothing runs by that name, whatever is still said about it. */
        HAD_ENDED
    }

    private final FlinkRest rest;
    private final Connection connection;
    private final Duration atMost;
    private final Ticker ticker;
    private String lastRefusal = "";

    /**
     * Prepares to end jobs.
     *
     * @param atMost how long a job that was told to end may take
     */
    Cancellation(FlinkRest rest, Connection connection, Duration atMost, Ticker ticker) {
        this.rest = rest;
        this.connection = connection;
        this.atMost = atMost;
        this.ticker = ticker;
    }

    /**
     * Ends a job and waits until it has ended.
     *
     * @param outage how long to try when the cluster cannot be reached
     * @throws OperationFailedException if it still runs then, or may
     */
    void cancel(String jobId, Duration outage) throws InterruptedException {
        Stopwatch watch = Stopwatch.started(ticker);
        Asked asked = Asked.NOT_YET;
        while (true) {
            try {
                if (rest.job(jobId).state().hasEnded()) {
                    connection.up();
                    return;
                }
                if (asked == Asked.NOT_YET) {
                    asked = ask(jobId);
                }
                connection.up();
            } catch (JobUnknownException gone) {
                connection.up();
                return;
            } catch (UnreachableException unreachable) {
                connection.lost(unreachable);
                lastRefusal = unreachable.getMessage();
            } catch (OperationFailedException refused) {
                connection.up();
                lastRefusal = refused.getMessage();
            }
            if (asked == Asked.HAD_ENDED && watch.elapsed().compareTo(atMost) >= 0) {
                return;
            }
            requirePatience(watch.elapsed(), outage, asked == Asked.CANCELLED);
            ticker.pause(PAUSE);
        }
    }

    private Asked ask(String jobId) throws InterruptedException {
        try {
            rest.cancel(jobId);
            return Asked.CANCELLED;
        } catch (JobUnknownException ended) {
            return Asked.HAD_ENDED;
        }
    }

    private void requirePatience(Duration elapsed, Duration outage, boolean isAsked) {
        Duration inThisState =
                elapsed.compareTo(connection.unchangedFor()) < 0
                        ? elapsed
                        : connection.unchangedFor();
        Duration limit = connection.isLost() ? outage : atMost;
        // The second bound is for a connection that comes and goes.
        if (inThisState.compareTo(limit) < 0 && elapsed.compareTo(atMost.plus(outage)) < 0) {
            return;
        }
        throw new OperationFailedException(
                connection.isLost() || !isAsked
                        ? "no success in %d s, and it may still run: %s"
                                .formatted(elapsed.toSeconds(), lastRefusal)
                        : "it still runs after %d s".formatted(elapsed.toSeconds()));
    }
}
