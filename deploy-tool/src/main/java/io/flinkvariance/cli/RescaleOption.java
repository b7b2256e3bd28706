package io.flinkvariance.cli;

import io.flinkvariance.error.UsageException;
import io.flinkvariance.job.SavepointLimits;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.scenario.SourceKind;
import io.flinkvariance.target.Target;
import java.util.OptionalInt;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;

/** {@code --rescale}: the parallelism at which a run goes on once it is measured. */
final class RescaleOption {
    private static final String RESCALE = "rescale";

    private RescaleOption() {}

    static Option option() {
        return OptionValues.single(
                RESCALE,
                "n",
                "once it is measured, restart it from a savepoint with n subtasks and measure it"
                        + " again; times are those of each of the two");
    }

    /**
     * What is asked for.
     *
     * @throws UsageException if there is nothing to do, or no way to do it
     */
    static OptionalInt of(CommandLine line, Scenario scenario) {
        if (!line.hasOption(RESCALE)) {
            return OptionalInt.empty();
        }
        int parallelism = OptionValues.number(line, RESCALE, 1, 1, SavepointLimits.MAX_PARALLELISM);
        if (parallelism == scenario.parallelism()) {
            throw new UsageException(
                    "--rescale %d: %s has %d subtasks already. Try: another number"
                            .formatted(parallelism, scenario.name(), parallelism));
        }
        if (scenario.stragglerChanges()) {
            throw new UsageException(
                    "--rescale: the straggler of %s changes, and its schedule would begin anew after it. Try: a scenario without straggler.schedule"
                            .formatted(scenario.name()));
        }
        if (scenario.asyncCapacity() > 0) {
            throw new UsageException(
                    "--rescale: what is under way in %s by stream.asyncCapacity=%d is worked on again after a savepoint, and counted twice. Try: --set stream.asyncCapacity=0"
                            .formatted(scenario.name(), scenario.asyncCapacity()));
        }
        return OptionalInt.of(parallelism);
    }

    /**
     * The scenario whose savepoints are exact: where it reads a topic, its offsets lie in them, in
     * place of the group's, unless checkpoints have them already.
     */
    static Scenario prepared(Scenario scenario, OptionalInt rescaleTo) {
        return rescaleTo.isPresent()
                        && scenario.source() == SourceKind.KAFKA
                        && scenario.checkpointIntervalMillis().isEmpty()
                ? scenario.withOffsetsInSavepoints()
                : scenario;
    }

    /** The scenario with the slots that both parts of the run need. */
    static Scenario widest(Scenario scenario, OptionalInt rescaleTo) {
        return scenario.withParallelism(
                Math.max(scenario.parallelism(), rescaleTo.orElse(scenario.parallelism())));
    }

    /**
     * Refuses a cross-check, which knows of one job only.
     *
     * @throws UsageException saying how to do without it
     */
    static void requireNoCrossCheck(Target target, OptionalInt rescaleTo) {
        if (rescaleTo.isPresent() && target.metrics().isPresent()) {
            throw new UsageException(
                    "--rescale: a run of two jobs is not cross-checked with InfluxDB yet. Try:"
                            + " --metrics rest");
        }
    }
}
