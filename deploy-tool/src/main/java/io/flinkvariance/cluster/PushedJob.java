package io.flinkvariance.cluster;

import java.util.Optional;

/**
 * A job's files on the JobManager's node, their checksums verified there.
 *
 * @param jar absolute path of the jar
 * @param scenario absolute path of the scenario's properties
 * @param jarId the name under which the JobManager lists the jar; none if it takes no jars
 * @param sent what was sent just now; the rest was there already
 */
public record PushedJob(String jar, String scenario, Optional<String> jarId, Sent sent) {

    /** How much was sent. */
    public record Sent(boolean jar, boolean scenario) {}
}
