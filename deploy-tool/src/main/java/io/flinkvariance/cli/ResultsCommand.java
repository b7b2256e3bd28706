package io.flinkvariance.cli;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.result.ListedRun;
import io.flinkvariance.result.ResultJson;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code results}: lists the stored runs. */
final class ResultsCommand extends Command {
    private static final String SCENARIO = "scenario";
    private static final String TARGET = "target";
    private static final String JSON = "json";

    private final Console console;

    ResultsCommand(Surroundings surroundings) {
        super("results", "list the stored runs, the newest first");
        this.console = surroundings.console();
    }

    @Override
    Options options() {
        return new Options()
                .addOption(StoredRunOptions.output())
                .addOption(OptionValues.single(SCENARIO, "name", "only those of that scenario"))
                .addOption(
                        OptionValues.single(
                                TARGET,
                                "embedded|local|cluster|yarn",
                                "only those on that kind of target"))
                .addOption(OptionValues.flag(JSON, "print JSON"));
    }

    @Override
    ExitCode run(CommandLine line) {
        List<ListedRun> runs =
                StoredRunOptions.of(line).folders().stream()
                        .flatMap(folder -> ListedRun.of(folder).stream())
                        .filter(run -> isMeant(line, SCENARIO, run.scenario()))
                        .filter(run -> isMeant(line, TARGET, run.target()))
                        .toList();
        if (line.hasOption(JSON)) {
            console.out().println(ResultJson.text(runs));
        } else if (runs.isEmpty()) {
            console.err().println("no run is stored in " + StoredRunOptions.of(line).results());
        } else {
            console.out().print(ListedRun.table(runs));
        }
        return ExitCode.DONE;
    }

    private static boolean isMeant(CommandLine line, String option, String value) {
        return !line.hasOption(option) || line.getOptionValue(option).equals(value);
    }
}
