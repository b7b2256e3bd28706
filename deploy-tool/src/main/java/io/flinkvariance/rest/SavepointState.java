package io.flinkvariance.rest;

import java.util.Optional;

/**
 * How far a savepoint is that was asked for.
 *
 * @param location the URI that it can be restored from, once it is whole
 * @param failure why there will be none, in Flink's words
 */
public record SavepointState(Optional<String> location, Optional<String> failure) {
    public SavepointState {
        if (location.isPresent() && failure.isPresent()) {
            throw new IllegalArgumentException("a savepoint is whole, or has failed");
        }
    }

    /** Whether it still takes time. */
    public boolean isInProgress() {
        return location.isEmpty() && failure.isEmpty();
    }
}
