package io.flinkvariance.experiment;

import io.flinkvariance.run.RunPlan;
import io.flinkvariance.scenario.Scenario;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What is to be run, all of it checked; on which target is another question.
 *
 * @param output folder that {@code results/} is made in
 * @param published the figure of 2019, where the scenario is unchanged
 * @param rescaleTo the parallelism at which it is to go on once it is measured, if it is
 */
public record RunRequest(
        Scenario scenario,
        RunPlan plan,
        Path output,
        OptionalDouble published,
        OptionalInt rescaleTo) {

    /** A run at one parallelism. */
    public RunRequest(Scenario scenario, RunPlan plan, Path output, OptionalDouble published) {
        this(scenario, plan, output, published, OptionalInt.empty());
    }
}
