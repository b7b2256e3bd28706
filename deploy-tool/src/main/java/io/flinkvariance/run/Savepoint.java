package io.flinkvariance.run;

import java.time.Duration;
import java.util.Optional;

/**
 * What came of a savepoint with which a job was to end.
 *
 * @param location the URI that it can be restored from; empty if it failed
 * @param failure why it failed, in which case the job runs on; otherwise empty
 * @param took from the request until it was whole, or had failed
 */
public record Savepoint(Optional<String> location, String failure, Duration took) {
    public Savepoint {
        if (location.isPresent() != failure.isEmpty()) {
            throw new IllegalArgumentException("a savepoint is whole, or has failed");
        }
    }
}
