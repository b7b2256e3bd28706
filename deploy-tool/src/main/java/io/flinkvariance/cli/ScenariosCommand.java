package io.flinkvariance.cli;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.kit.PublishedFigures;
import io.flinkvariance.result.TextTable;
import io.flinkvariance.scenario.Distribution;
import io.flinkvariance.scenario.Mode;
import io.flinkvariance.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.commons.cli.CommandLine;

/** {@code scenarios}: what there is to run. */
final class ScenariosCommand extends Command {
    private final Surroundings surroundings;
    private final Console console;

    ScenariosCommand(Surroundings surroundings) {
        super("scenarios", "list the scenarios in conf/scenarios");
        this.surroundings = surroundings;
        this.console = surroundings.console();
    }

    @Override
    ExitCode run(CommandLine line) {
        KitHome kit = surroundings.kit().get();
        PublishedFigures published = new PublishedFigures(kit);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("scenario", "subtasks", "ordinary work", "straggler", "published 2019"));
        for (String name : kit.scenarioNames()) {
            rows.add(row(kit.scenario(name, Map.of()), published.percentOfMinimal(name)));
        }
        console.out().print(TextTable.of(rows));
        console.out()
                .println(
                        "published: throughput of Flink 1.8.1 in per cent of that without a"
                                + " straggler");
        return ExitCode.DONE;
    }

    private static List<String> row(Scenario scenario, OptionalDouble published) {
        return List.of(
                scenario.name(),
                Integer.toString(scenario.parallelism()),
                ordinaryWork(scenario),
                straggler(scenario),
                published.isPresent()
                        ? String.format(Locale.ROOT, "%.1f %%", published.getAsDouble())
                        : "–");
    }

    private static String ordinaryWork(Scenario scenario) {
        String range =
                "%d–%d ms"
                        .formatted(
                                scenario.minMillis(),
                                scenario.minMillis() + scenario.rangeMillis() - 1);
        return scenario.distribution() == Distribution.UNIFORM
                ? range
                : range + ", " + scenario.distribution();
    }

    private static String straggler(Scenario scenario) {
        if (scenario.mode() == Mode.MINIMAL_VARIANCE) {
            return "none";
        }
        int longest = Math.max(1, scenario.stragglerWaitRange() - 1);
        String stalls =
                longest == 1
                        ? "%d ms every call".formatted(scenario.stragglerWaitMillis())
                        : "%d ms every 1–%d calls"
                                .formatted(scenario.stragglerWaitMillis(), longest);
        if (scenario.stragglerChanges()) {
            return stalls + ", " + scenario.properties().get("straggler.schedule");
        }
        if (scenario.isSlowByTaskManager()) {
            return stalls + " on one TaskManager";
        }
        int stragglers = scenario.stragglers().size();
        return stragglers == 1 ? stalls : stalls + " of " + stragglers + " subtasks";
    }
}
