package io.flinkvariance.run;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UnreachableException;
import io.flinkvariance.rest.SavepointRest;
import io.flinkvariance.rest.SavepointState;
import io.flinkvariance.time.Stopwatch;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Ends a job with a savepoint; one whose savepoint fails is left as it is. */
final class SavepointStop implements Parting {
    /** Short, as nobody processes anything from when it is whole until it is noticed. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final SavepointRest rest;
    private final Connection connection;
    private final String folder;
    private final Duration atMost;
    private final Patience patience;
    private Optional<Savepoint> made = Optional.empty();
    private OptionalLong nextSecond = OptionalLong.empty();

    /**
     * Prepares it.
     *
     * @param folder the URI of the folder that the savepoint goes to
     * @param atMost when Flink itself must have given up
     */
    SavepointStop(
            SavepointRest rest,
            Connection connection,
            String folder,
            Duration atMost,
            Patience patience) {
        this.rest = rest;
        this.connection = connection;
        this.folder = folder;
        this.atMost = atMost;
        this.patience = patience;
    }

    @Override
    public boolean leavesRunning(JobWatch watch, String jobId) throws InterruptedException {
        Stopwatch taken = Stopwatch.started(patience.ticker());
        SavepointState state;
        try {
            String request = rest.triggerAndCancel(jobId, folder);
            state = await(watch, jobId, request, taken);
        } catch (OperationFailedException | UnreachableException refused) {
            state = failed(refused.getMessage());
        }
        made =
                Optional.of(
                        new Savepoint(
                                state.location(), state.failure().orElse(""), taken.elapsed()));
        nextSecond = watch.nextSecond();
        return state.location().isEmpty();
    }

    private SavepointState await(JobWatch watch, String jobId, String request, Stopwatch taken)
            throws InterruptedException {
        Stopwatch sinceLook = Stopwatch.started(patience.ticker());
        watch.lookOn();
        while (true) {
            SavepointState state =
                    connection.keepTrying(patience.outage(), () -> rest.state(jobId, request));
            if (!state.isInProgress()) {
                return state;
            }
            if (taken.elapsed().compareTo(atMost) > 0) {
                return failed("no word of it from Flink after %d s".formatted(atMost.toSeconds()));
            }
            if (sinceLook.elapsed().compareTo(patience.pause()) >= 0) {
                watch.lookOn();
                sinceLook = Stopwatch.started(patience.ticker());
            }
            patience.ticker().pause(PAUSE);
        }
    }

    private static SavepointState failed(String why) {
        return new SavepointState(Optional.empty(), Optional.of(why));
    }

    /** Empty if it never came to that. */
    Optional<Savepoint> made() {
        return made;
    }

    /** The first second of the epoch that there was no sample of yet when it was over. */
    OptionalLong nextSecond() {
        return nextSecond;
    }
}
