package io.flinkvariance.yarn;

import io.flinkvariance.error.DeployException;
import io.flinkvariance.error.JobUnknownException;
import io.flinkvariance.error.Message;
import io.flinkvariance.error.UnreachableException;
import io.flinkvariance.hadoop.Application;
import io.flinkvariance.hadoop.Applications;
import io.flinkvariance.hadoop.LostNode;
import io.flinkvariance.rest.Silence;
import io.flinkvariance.time.Stopwatch;
import io.flinkvariance.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What it means that a JobManager on YARN does not answer: YARN knows whether its container has
 * ended, and its node tells whether it is there.
 */
final class SessionSilence implements Silence {
    /** Beyond Flink's own heartbeat timeout, after which its TaskManagers give it up, too. */
    private static final Duration NODE_PATIENCE = Duration.ofSeconds(60);

    /** Longer than two calls without an answer are apart: what is further apart is another one. */
    private static final Duration BREAK = Duration.ofSeconds(40);

    private final String host;
    private final String application;
    private final Applications applications;
    private final Diagnostics diagnostics;
    private final Ticker ticker;
    private Optional<Stopwatch> sinceFirst = Optional.empty();
    private Optional<Stopwatch> sinceLast = Optional.empty();

    SessionSilence(
            String host,
            String application,
            Applications applications,
            Diagnostics diagnostics,
            Ticker ticker) {
        this.host = host;
        this.application = application;
        this.applications = applications;
        this.diagnostics = diagnostics;
        this.ticker = ticker;
    }

    @Override
    public DeployException meaning(UnreachableException silent) throws InterruptedException {
        try {
            Application now = applications.of(application);
            if (now.hasEnded()) {
                return JobUnknownException.goneForGood(diagnostics.of(now).toString());
            }
            List<LostNode> lost =
                    now.canBeAsked()
                            ? applications.lost(Set.of(now.master().orElseThrow().host()))
                            : List.of();
            return lost.isEmpty() ? heard(silent) : of(lost.get(0), silent);
        } catch (DeployException unknown) {
            // The way to the master is cut: it says nothing about the session.
            return heard(silent);
        }
    }

    private UnreachableException heard(UnreachableException silent) {
        sinceFirst = Optional.empty();
        return silent;
    }

    /** A node may be back soon; but Flink does not wait for it longer than that. */
    private DeployException of(LostNode node, UnreachableException silent) {
        if (sinceLast.filter(last -> last.elapsed().compareTo(BREAK) <= 0).isEmpty()) {
            sinceFirst = Optional.empty();
        }
        Stopwatch first = sinceFirst.orElseGet(() -> Stopwatch.started(ticker));
        sinceFirst = Optional.of(first);
        sinceLast = Optional.of(Stopwatch.started(ticker));
        if (first.elapsed().compareTo(NODE_PATIENCE) < 0) {
            return new UnreachableException("%s; %s".formatted(silent.getMessage(), node), silent);
        }
        return JobUnknownException.goneForGood(
                Message.on(
                                host,
                                application + " on YARN",
                                "%s, the node of its JobManager, has been lost for %d s: %s"
                                        .formatted(
                                                node.host(),
                                                first.elapsed().toSeconds(),
                                                node.why()))
                        .trying("yarn node -list -all there")
                        .toString());
    }
}
