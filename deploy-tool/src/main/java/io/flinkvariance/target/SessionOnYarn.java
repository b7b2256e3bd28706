package io.flinkvariance.target;

import java.util.Optional;

/** A target that is a session on YARN: elsewhere, and without a reporter of its own. */
interface SessionOnYarn extends Target {
    @Override
    default boolean isHere() {
        return false;
    }

    @Override
    default Optional<MetricsSource> metrics() {
        return Optional.empty();
    }
}
