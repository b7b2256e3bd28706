package io.flinkvariance.workload;

import io.flinkvariance.scenario.InvalidScenarioException;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.scenario.ScenarioReader;

/** Scenarios for tests. */
final class Scenarios {
    private Scenarios() {}

    static Scenario straggler(int waitRange, int waitMillis) {
        return stragglers(waitRange, waitMillis, "0");
    }

    static Scenario stragglers(int waitRange, int waitMillis, String subtasks) {
        return parsed(waitRange, waitMillis, "subtasks=" + subtasks);
    }

    static Scenario scheduled(int waitRange, int waitMillis, String schedule) {
        return parsed(waitRange, waitMillis, "schedule=" + schedule);
    }

    private static Scenario parsed(int waitRange, int waitMillis, String who) {
        try {
            return ScenarioReader.parse(
                    "test",
                    "test.properties",
                    "mode=STRAGGLER\nstream.interval=2\nstream.numEventsInInterval=2\n"
                            + "stream.parallelism=4\nnums.min=5\nnums.range=5\n"
                            + "straggler.waitRange="
                            + waitRange
                            + "\nstraggler.waitMillis="
                            + waitMillis
                            + "\nstraggler."
                            + who);
        } catch (InvalidScenarioException invalid) {
            throw new AssertionError(invalid);
        }
    }
}
