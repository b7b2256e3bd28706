package io.flinkvariance.cli;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.file.RegularFile;
import io.flinkvariance.host.ShellWords;
import io.flinkvariance.report.ComparePage;
import io.flinkvariance.report.ReportFile;
import io.flinkvariance.result.Comparison;
import io.flinkvariance.result.ResultJson;
import io.flinkvariance.result.RunComparison;
import io.flinkvariance.result.RunLabels;
import io.flinkvariance.result.StoredRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code compare <run> <run>…}: whether stored runs differ from the first. */
final class CompareCommand extends Command {
    private static final String JSON = "json";
    private static final String HTML = "html";
    private static final String FAIL = "fail-on-regression";
    private static final String PERCENT = "a number of per cent from 0 to 100";

    private final Console console;

    CompareCommand(Surroundings surroundings) {
        super(
                "compare",
                "say whether the throughput of stored runs differs",
                StoredRunOptions.RUN,
                StoredRunOptions.RUNS);
        this.console = surroundings.console();
    }

    @Override
    Options options() {
        return new Options()
                .addOption(StoredRunOptions.output())
                .addOption(
                        OptionValues.single(
                                FAIL,
                                "percent",
                                "exit with 1 if a run is slower than the first by more than that,"
                                        + " and the 95 % interval leaves no doubt"))
                .addOption(
                        OptionValues.single(
                                HTML, "file", "write a page with the curves over each other"))
                .addOption(OptionValues.flag(JSON, "print JSON"));
    }

    @Override
    ExitCode run(CommandLine line) {
        OptionalDouble most = mostPercent(line);
        Optional<Path> page = page(line);
        List<StoredRun> runs = StoredRunOptions.runs(line);
        List<Comparison> comparisons = RunComparison.of(runs);
        if (line.hasOption(JSON)) {
            console.out().println(ResultJson.text(comparisons));
        } else {
            console.out().print(RunComparison.text(comparisons, RunLabels.of(runs)));
        }
        comparisons.forEach(this::warn);
        page.ifPresent(
                file ->
                        console.err()
                                .println("page: " + ReportFile.write(file, ComparePage.of(runs))));
        List<Comparison> slower =
                comparisons.stream()
                        .filter(run -> most.isPresent() && run.isSlowerBy(most.getAsDouble()))
                        .toList();
        slower.forEach(
                run ->
                        console.err()
                                .println(
                                        "%s: slower than %s by more than %s %%"
                                                .formatted(
                                                        run.run(),
                                                        run.baseline(),
                                                        line.getOptionValue(FAIL))));
        return slower.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void warn(Comparison comparison) {
        comparison
                .warnings()
                .forEach(
                        warning ->
                                console.err()
                                        .println(
                                                "Warning: %s was not run as %s was: %s"
                                                        .formatted(
                                                                comparison.run(),
                                                                comparison.baseline(),
                                                                warning)));
    }

    /** Refused before anything is compared, where nothing could be written. */
    private static Optional<Path> page(CommandLine line) {
        if (!line.hasOption(HTML)) {
            return Optional.empty();
        }
        Path page = Path.of(line.getOptionValue(HTML));
        if (page.getFileName() == null || Files.isDirectory(page)) {
            throw new UsageException(
                    "--%s %s: a folder. Try: --%s %s"
                            .formatted(
                                    HTML,
                                    page,
                                    HTML,
                                    ShellWords.path(page.resolve("compare.html"))));
        }
        Path folder = page.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new UsageException(
                    "--%s %s: there is no folder %s. Try: mkdir -p %s"
                            .formatted(HTML, page, folder, ShellWords.path(folder)));
        }
        // What is moved to its place would be there instead of a device.
        Optional<String> otherKind = RegularFile.otherKind(page);
        if (otherKind.isPresent()) {
            throw new UsageException("--%s %s: %s".formatted(HTML, page, otherKind.orElseThrow()));
        }
        if (!Files.isWritable(folder)) {
            throw new UsageException(
                    "--%s %s: %s cannot be written to".formatted(HTML, page, folder));
        }
        return Optional.of(page);
    }

    private static OptionalDouble mostPercent(CommandLine line) {
        String text = line.getOptionValue(FAIL);
        if (text == null) {
            return OptionalDouble.empty();
        }
        try {
            double percent = Double.parseDouble(text);
            if (percent >= 0 && percent <= 100) {
                return OptionalDouble.of(percent);
            }
        } catch (NumberFormatException notANumber) {
            throw new UsageException(
                    OptionValues.expected(FAIL, text, PERCENT).getMessage(), notANumber);
        }
        throw OptionValues.expected(FAIL, text, PERCENT);
    }
}
