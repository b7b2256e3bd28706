package io.flinkvariance.model;

import io.flinkvariance.kit.KitHome;
import io.flinkvariance.scenario.Scenario;
import java.util.Map;

/** The kit's own scenarios, for tests. */
public final class Scenarios {
    private Scenarios() {}

    public static Scenario of(String name) {
        return of(name, Map.of());
    }

    public static Scenario of(String name, Map<String, String> overrides) {
        return KitHome.locate().scenario(name, overrides);
    }
}
