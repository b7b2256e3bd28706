package io.flinkvariance.cli;

import io.flinkvariance.cluster.EmbeddedConfiguration;
import io.flinkvariance.error.ExitCode;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.model.SavepointForecast;
import io.flinkvariance.model.ThroughputModel;
import io.flinkvariance.result.CheckpointText;
import io.flinkvariance.result.ModelTable;
import io.flinkvariance.result.ResultJson;
import io.flinkvariance.result.RunResult;
import io.flinkvariance.scenario.Scenario;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code model <scenario>}: what arithmetic expects, without running anything. */
final class ModelCommand extends Command {
    private static final String JSON = "json";

    private final Surroundings surroundings;
    private final Console console;

    ModelCommand(Surroundings surroundings) {
        super(
                "model",
                "print what arithmetic expects of a scenario on this machine",
                ScenarioOptions.ARGUMENT);
        this.surroundings = surroundings;
        this.console = surroundings.console();
    }

    @Override
    Options options() {
        return ScenarioOptions.options()
                .addOption(OvershootOption.option())
                .addOption(OptionValues.flag(JSON, "print JSON"));
    }

    /** The JSON form. */
    private record Report(
            String scenario,
            Map<String, String> properties,
            int taskManagers,
            BufferSettings buffers,
            Double offeredPerSecond,
            RunResult.Model model) {}

    @Override
    ExitCode run(CommandLine line) throws InterruptedException {
        Scenario scenario = ScenarioOptions.scenario(line, surroundings.kit().get());
        EmbeddedConfiguration flink = ScenarioOptions.embedded(line, scenario);
        BufferSettings buffers = flink.buffers();
        int taskManagers = flink.taskManagers();
        ThroughputModel model =
                ThroughputModel.of(
                        scenario, OvershootOption.value(line, scenario), buffers, taskManagers);
        if (line.hasOption(JSON)) {
            console.out()
                    .println(
                            ResultJson.text(
                                    new Report(
                                            scenario.name(),
                                            scenario.properties(),
                                            taskManagers,
                                            buffers,
                                            RunResult.finite(model.offeredPerSecond()),
                                            RunResult.Model.of(model))));
        } else {
            console.out().print(ModelTable.of(scenario, model));
            if (scenario.checkpointIntervalMillis().isPresent()) {
                console.out()
                        .println(
                                CheckpointText.prediction(
                                        SavepointForecast.of(
                                                model,
                                                scenario.sourceParallelism(),
                                                taskManagers)));
            }
        }
        return ExitCode.DONE;
    }
}
