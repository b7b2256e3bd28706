package io.flinkvariance.cli;

import io.flinkvariance.model.SleepOvershoot;
import io.flinkvariance.scenario.Scenario;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;

/** {@code --overshoot}: forecasts of another machine, and the same ones every time. */
final class OvershootOption {
    private static final String OVERSHOOT = "overshoot";

    private OvershootOption() {}

    static Option option() {
        return OptionValues.single(
                OVERSHOOT,
                "ms",
                "by how much a sleep takes longer than asked (default as measured here, now)");
    }

    /** What is given, or what sleeps of this scenario come to on this machine, in a second. */
    static SleepOvershoot value(CommandLine line, Scenario scenario) throws InterruptedException {
        Optional<Double> given = OptionValues.millis(line, OVERSHOOT);
        return given.isPresent()
                ? new SleepOvershoot(given.get())
                : SleepOvershoot.measure(scenario);
    }
}
