package io.flinkvariance.workload;

import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * When the straggler stalls: it draws from {@code [0, waitRange)} how many calls to let pass,
 * stalls when they are over, and draws again. The first call stalls; a draw of 0 acts as a draw of
 * 1. While it does not straggle no call counts.
 */
public final class Stalls {
    private final Random random;
    private final int waitRange;
    private final int waitMillis;
    private final BooleanSupplier straggles;
    private int callsLeft;

    /**
     * Of one subtask.
     *
     * @param straggles whether it does at the moment, asked once a call
     */
    Stalls(long seed, int waitRange, int waitMillis, BooleanSupplier straggles) {
        this.random = new Random(seed);
        this.waitRange = waitRange;
        this.waitMillis = waitMillis;
        this.straggles = straggles;
    }

    static Stalls never() {
        return new Stalls(0, 1, 0, () -> false);
    }

    /**
     * The service time of the next call, in milliseconds, when it would ordinarily take so long.
     */
    public int serviceMillis(int ordinaryMillis) {
        if (!straggles.getAsBoolean() || --callsLeft > 0) {
            return ordinaryMillis;
        }
        callsLeft = random.nextInt(waitRange);
        return waitMillis;
    }

    /**
     * Between two stalls lie N = max(1, draw) calls with the draw uniform in {@code [0, W)}, so
     * E[N] = (W - 1)/2 + 1/W, and one call in E[N] takes the stall's time.
     */
    static double meanMillis(
            int waitRange, int waitMillis, double ordinaryMillis, double overshootMillis) {
        double callsPerStall = (waitRange - 1) / 2.0 + 1.0 / waitRange;
        double stall = waitMillis == 0 ? 0 : waitMillis + overshootMillis;
        return (stall + (callsPerStall - 1) * ordinaryMillis) / callsPerStall;
    }
}
