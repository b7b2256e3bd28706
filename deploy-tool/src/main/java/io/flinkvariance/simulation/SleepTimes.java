package io.flinkvariance.simulation;

import io.flinkvariance.model.SleepOvershoot;

/** How long a {@code Thread.sleep} really takes; none is slept where nothing is asked for. */
record SleepTimes(long overshootNanos) {
    static SleepTimes of(SleepOvershoot overshoot) {
        return new SleepTimes(Math.round(overshoot.millis() * Clock.NANOS_PER_MILLI));
    }

    long nanos(int askedMillis) {
        return askedMillis == 0 ? 0 : (long) (askedMillis * Clock.NANOS_PER_MILLI) + overshootNanos;
    }
}
