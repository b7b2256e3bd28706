package io.flinkvariance.job;

import io.flinkvariance.scenario.Mode;
import io.flinkvariance.scenario.Scenario;
import java.util.Random;

/**
 * When the straggler stalls: it draws from {@code [0, waitRange)} how many calls to let pass,
 * stalls when they are over, and draws again. The first call stalls; a draw of 0 acts as a draw of
 * 1.
 */
final class Stalls {
    private final Random random;
    private final int waitRange;
    private final int waitMillis;
    private int callsLeft;

    private Stalls(Random random, int waitRange, int waitMillis) {
        this.random = random;
        this.waitRange = waitRange;
        this.waitMillis = waitMillis;
    }

    /** The stalls of a subtask, which for all but the straggler never come. */
    static Stalls of(Scenario scenario, int subtask, long seed) {
        if (scenario.mode() == Mode.STRAGGLER && subtask == 0) {
            return new Stalls(
                    new Random(seed),
                    scenario.stragglerWaitRange(),
                    scenario.stragglerWaitMillis());
        }
        return new Stalls(new Random(seed), 1, -1);
    }

    /**
     * The service time of the next call, in milliseconds, when it would ordinarily take so long.
     */
    int serviceMillis(int ordinaryMillis) {
        if (waitMillis < 0 || --callsLeft > 0) {
            return ordinaryMillis;
        }
        callsLeft = random.nextInt(waitRange);
        return waitMillis;
    }
}
