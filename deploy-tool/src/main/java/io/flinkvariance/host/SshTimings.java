package io.flinkvariance.host;

import java.time.Duration;

/**
 * How long an SSH connection is waited for.
 *
 * @param connect until the machine takes the connection
 * @param answer until it answers a request of the protocol
 * @param keepAlive how often it is asked whether it is still there, in whole seconds
 * @param missesTolerated how many of these questions may be open before it counts as lost
 */
record SshTimings(Duration connect, Duration answer, Duration keepAlive, int missesTolerated) {
    static final SshTimings DEFAULT =
            new SshTimings(
                    Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofSeconds(5), 3);

    SshTimings {
        if (keepAlive.toSeconds() < 1 || missesTolerated < 1) {
            throw new IllegalArgumentException("a keep-alive takes a second and one miss or more");
        }
    }

    /** How long an upload may stand still; twice what the keep-alive needs to notice. */
    Duration standstill() {
        return keepAlive.multipliedBy(2L * missesTolerated);
    }
}
