package io.flinkvariance.yarn;

import io.flinkvariance.hadoop.Application;
import java.util.Optional;

/**
 * A session that was begun from the account on the master and not ended from there.
 *
 * @param name its own
 * @param application what YARN says of it; nothing where it does not know one, or does not answer
 */
record FoundSession(String name, Optional<Application> application) {
    /** Whether YARN has ended it, so that there is only something to be tidied up. */
    boolean hasEnded() {
        return application.filter(Application::hasEnded).isPresent();
    }

    /** As YARN has it, in its own words. */
    String state() {
        return application.map(Application::state).orElse("unknown");
    }

    /** As messages name it. */
    String words() {
        return application.map(Application::id).orElse(name);
    }
}
