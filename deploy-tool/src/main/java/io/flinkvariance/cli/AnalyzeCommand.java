package io.flinkvariance.cli;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.measure.MalformedSamplesException;
import io.flinkvariance.measure.Measurement;
import io.flinkvariance.measure.SampleSeries;
import io.flinkvariance.measure.SamplesCsv;
import io.flinkvariance.measure.Verdict;
import io.flinkvariance.result.AnalysisResult;
import io.flinkvariance.result.RecordedScenario;
import io.flinkvariance.result.ResultJson;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.result.StoredRuns;
import io.flinkvariance.scenario.Partitioner;
import io.flinkvariance.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code analyze <samples.csv>}: judges a recorded run again. */
final class AnalyzeCommand extends Command {
    private static final String PARTITIONER = "partitioner";
    private static final String WARMUP = "warmup";
    private static final String JSON = "json";

    private final Console console;

    AnalyzeCommand(Surroundings surroundings) {
        super("analyze", "judge the samples of a recorded run", "samples.csv");
        this.console = surroundings.console();
    }

    @Override
    Options options() {
        return new Options()
                .addOption(
                        OptionValues.single(
                                PARTITIONER,
                                "name",
                                "the run's stream.partitioner (default that of the scenario beside"
                                        + " the file; without one least-backlog if the file has"
                                        + " sent_0 …, else rebalance)"))
                .addOption(
                        OptionValues.single(
                                WARMUP,
                                "time",
                                "leave out that much at the beginning (default auto: find the end"
                                        + " of the transient)"))
                .addOption(StoredRunOptions.output())
                .addOption(OptionValues.flag(JSON, "print JSON"));
    }

    @Override
    ExitCode run(CommandLine line) {
        Path file = samples(line.getArgList().get(0), StoredRunOptions.of(line));
        Optional<Partitioner> given =
                Optional.ofNullable(line.getOptionValue(PARTITIONER))
                        .map(name -> OptionValues.partitioner(PARTITIONER, name));
        double warmupSeconds =
                OptionValues.timeOrAuto(line, WARMUP).orElse(Duration.ZERO).toMillis() / 1000.0;
        SampleSeries samples = read(file);
        Optional<Scenario> scenario = RecordedScenario.beside(file);
        Partitioner partitioner =
                given.or(() -> scenario.map(Scenario::partitioner))
                        .orElseGet(() -> partitioner(samples));
        Measurement measurement =
                scenario.isPresent()
                        ? Measurement.of(samples, scenario.get(), partitioner, warmupSeconds)
                        : Measurement.of(samples, partitioner, warmupSeconds);
        AnalysisResult result = AnalysisResult.of(file, partitioner, samples, measurement);
        if (line.hasOption(JSON)) {
            console.out().println(ResultJson.text(result));
        } else if (result.steadyState()) {
            console.out().print(result.toText());
        }
        if (measurement.verdict() instanceof Verdict.Transient unsteady) {
            throw new OperationFailedException(file + ": not steady: " + unsteady.reason());
        }
        return ExitCode.DONE;
    }

    /** Only a router of the kit's own counts what it sends. */
    private static Partitioner partitioner(SampleSeries samples) {
        return samples.countsSent() ? Partitioner.LEAST_BACKLOG : Partitioner.REBALANCE;
    }

    /** A file, or that of a run. */
    private static Path samples(String given, StoredRuns stored) {
        return stored.knows(given)
                ? stored.folder(given).resolve(RunFolder.SAMPLES)
                : Path.of(given);
    }

    private static SampleSeries read(Path file) {
        try {
            return SamplesCsv.read(file);
        } catch (MalformedSamplesException malformed) {
            throw new UsageException(malformed.getMessage(), malformed);
        } catch (IOException unreadable) {
            String why =
                    !Files.exists(file)
                            ? "no such file"
                            : "cannot be read: " + unreadable.getMessage();
            throw new UsageException(file + ": " + why, unreadable);
        }
    }
}
