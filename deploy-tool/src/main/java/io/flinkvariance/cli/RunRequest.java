package io.flinkvariance.cli;

import io.flinkvariance.run.RunPlan;
import io.flinkvariance.scenario.Scenario;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the user wants run, all of it checked.
 *
 * @param output folder that {@code results/} is made in
 * @param published the figure of 2019, where the scenario is unchanged
 * @param metrics the InfluxDB to cross-check with, if any
 */
record RunRequest(
        Scenario scenario,
        RunPlan plan,
        ClusterSource cluster,
        Path output,
        OptionalDouble published,
        Optional<MetricsSource> metrics) {}
