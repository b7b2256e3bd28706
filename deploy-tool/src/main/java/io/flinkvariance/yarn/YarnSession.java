package io.flinkvariance.yarn;

import io.flinkvariance.error.DeployException;
import io.flinkvariance.hadoop.Application;
import io.flinkvariance.hadoop.Applications;
import io.flinkvariance.hadoop.HttpAddress;
import io.flinkvariance.hadoop.LostNode;
import io.flinkvariance.hadoop.YarnProperties;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.PortForward;
import io.flinkvariance.rest.FlinkRest;
import io.flinkvariance.time.Deadline;
import io.flinkvariance.time.Ticker;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A Flink session that YARN runs, and the way to its REST interface: through the connection to the
 * master to the container of the JobManager, as YARN's own proxy passes on questions only.
 */
public final class YarnSession implements AutoCloseable {
    private static final Duration END_TIMEOUT = Duration.ofSeconds(15);

    /** What was told to end it has waited for that, and for longer. */
    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(250);

    private final String name;
    private final String application;
    private final SessionClient client;
    private final Applications applications;
    private final PortForward forward;
    private final FlinkRest rest;

    /**
     * The way to one that runs; whether it answers is not asked.
     *
     * @param application that can be asked
     */
    YarnSession(
            String name,
            Application application,
            Host host,
            YarnProperties properties,
            Applications applications)
            throws InterruptedException {
        this.name = name;
        this.application = application.id();
        this.client = new SessionClient(host, properties);
        this.applications = applications;
        HttpAddress master = application.master().orElseThrow();
        this.forward = host.forward(master.host(), master.port());
        this.rest =
                new FlinkRest(
                        host.name(),
                        address(),
                        new SessionSilence(
                                host.name(),
                                application.id(),
                                applications,
                                new Diagnostics(host.name(), properties),
                                Ticker.SYSTEM));
    }

    /** Of its interface and its page, on this machine, for as long as this object is open. */
    public URI address() {
        return forward.httpAddress();
    }

    String name() {
        return name;
    }

    /** Its id for YARN. */
    public String application() {
        return application;
    }

    FlinkRest rest() {
        return rest;
    }

    SessionClient client() {
        return client;
    }

    /** Those of some machines that are gone. */
    List<LostNode> lost(Set<String> hosts) throws InterruptedException {
        return applications.lost(hosts);
    }

    /**
     * Ends it with all its jobs, and removes what it left in HDFS and on the master: by Flink's own
     * interface, or if that does not help, by YARN.
     *
     * @throws DeployException if something may be left
     */
    public void end() throws InterruptedException {
        client.end(name, !hasEndedByItself());
    }

    /**
     * The same by YARN alone, whatever Flink is at.
     *
     * @return whether YARN says that it has ended
     * @throws DeployException if something may be left
     */
    boolean kill() throws InterruptedException {
        client.end(name, true);
        return endsWithin(KILL_TIMEOUT);
    }

    private boolean endsWithin(Duration atMost) throws InterruptedException {
        Deadline deadline = Deadline.in(atMost);
        while (!applications.of(application).hasEnded()) {
            if (deadline.isOver()) {
                return false;
            }
            deadline.pause(PAUSE);
        }
        return true;
    }

    private boolean hasEndedByItself() throws InterruptedException {
        try {
            // Nobody would answer for a while.
            if (applications.of(application).hasEnded()) {
                return true;
            }
            rest.shutDown();
            return endsWithin(END_TIMEOUT);
        } catch (DeployException notByFlink) {
            return false;
        }
    }

    /** Ends the way to it, and nothing else. */
    @Override
    public void close() {
        forward.close();
    }
}
