package io.flinkvariance.latency;

import io.flinkvariance.error.OperationFailedException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Compares the clocks of source and work, where they have several, as a run begins and ends. */
final class ComparedClocks {
    private final StampJoin join;
    private final Optional<HostClocks> hosts;
    private Optional<ClockOffsets> last = Optional.empty();
    private Optional<String> failure = Optional.empty();

    /**
     * Of stamps that are joined.
     *
     * @param hosts empty where nobody can compare them
     */
    ComparedClocks(StampJoin join, Optional<HostClocks> hosts) {
        this.join = join;
        this.hosts = hosts;
    }

    /** Does so once it is known which ones there are, if there are several. */
    void compareOnce() throws InterruptedException {
        if (join.isComplete() && !join.areComparable() && failure.isEmpty()) {
            compare().ifPresent(join::compareBy);
        }
    }

    /** Does so again, where it was done before. */
    void compareAgain() throws InterruptedException {
        if (last.isPresent() && failure.isEmpty()) {
            last = compare();
        }
    }

    private Optional<ClockOffsets> compare() throws InterruptedException {
        if (hosts.isEmpty()) {
            return Optional.empty();
        }
        ClockOffsets now;
        try {
            now = hosts.get().compare();
        } catch (OperationFailedException failed) {
            failure = Optional.of(failed.getMessage());
            return Optional.empty();
        }
        Set<String> unknown = new HashSet<>(join.clocks());
        unknown.removeAll(now.clocks().keySet());
        if (!unknown.isEmpty()) {
            failure =
                    Optional.of(
                            now.failures().isEmpty()
                                    ? "no host of conf/slaves has the clock of one of them"
                                    : String.join("; ", now.failures()));
            return Optional.empty();
        }
        last = Optional.of(now);
        return last;
    }

    /** Why there are no latencies; empty if that is for no reason of the clocks'. */
    Optional<String> failure() {
        return failure.map(
                why ->
                        "source and work are on several machines, whose clocks could not be"
                                + " compared: "
                                + why);
    }

    /** By both comparisons; empty where all times are by one clock. */
    Optional<ClockAlignment> alignment() {
        return join.alignment(last);
    }
}
