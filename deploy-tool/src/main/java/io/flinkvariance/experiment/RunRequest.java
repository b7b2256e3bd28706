package io.flinkvariance.experiment;

import io.flinkvariance.run.RunPlan;
import io.flinkvariance.scenario.Scenario;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * What is to be run, all of it checked; on which target is another question.
 *
 * @param output folder that {@code results/} is made in
 * @param published the figure of 2019, where the scenario is unchanged
 */
public record RunRequest(Scenario scenario, RunPlan plan, Path output, OptionalDouble published) {}
