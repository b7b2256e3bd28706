package io.flinkvariance.result;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.flinkvariance.error.BookkeepingException;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UsageException;
import io.flinkvariance.measure.Sample;
import io.flinkvariance.measure.SampleSeries;
import io.flinkvariance.measure.SamplesCsv;
import io.flinkvariance.run.RunInProgress;
import io.flinkvariance.run.RunRecord;
import io.flinkvariance.scenario.Scenario;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code results/<UTC time>-<scenario>-<target>/}: the files of one run.
 *
 * <p>Samples are written as they come, so that they outlive whatever ends the run; the result is
 * written whole or not at all.
 */
public final class RunFolder {
    public static final String RESULT = "run.json";
    public static final String SAMPLES = "samples.csv";

    /** Those of the first of two phases; {@link #SAMPLES} are always those of the last. */
    public static final String SAMPLES_BEFORE = "samples-before.csv";

    public static final String RECORD = "attach.json";
    public static final String SERIES = "influxdb.csv";

    /** What Flink itself shows in place of a password. */
    private static final String HIDDEN = "******";

    private final Path folder;

    private RunFolder(Path folder) {
        this.folder = folder;
    }

    /** Where the runs of a parent folder are kept. */
    public static Path resultsBelow(Path parent) {
        return parent.resolve("results");
    }

    /**
     * Refuses a parent folder in which {@link #create} would fail; changes nothing.
     *
     * @throws UsageException if it cannot be written to
     */
    public static void requireWritable(Path parent) {
        Path existing = resultsBelow(parent).toAbsolutePath();
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            throw new UsageException(
                    "cannot write results below %s: %s is not a folder that can be written to. Try: --output DIR"
                            .formatted(parent.toAbsolutePath(), existing));
        }
    }

    /**
     * Makes the folder of a run, with the scenario in it as it is run. Of several that begin in one
     * second, all but the first get a number.
     *
     * @throws UsageException if it cannot be made
     */
    public static RunFolder create(
            Path parent, Instant startedAt, Scenario scenario, String target) {
        String kind = scenario.name() + "-" + target;
        try {
            RunFolder created =
                    new RunFolder(BegunFolder.create(resultsBelow(parent), startedAt, kind));
            created.write(scenario);
            return created;
        } catch (IOException failed) {
            throw notMade(parent, startedAt, kind, failed);
        }
    }

    /**
     * Makes the folder of an experiment of several runs, each with a folder in it.
     *
     * @throws UsageException if it cannot be made
     */
    public static Path createForExperiment(Path parent, Instant begun, String kind) {
        try {
            return BegunFolder.create(resultsBelow(parent), begun, kind);
        } catch (IOException failed) {
            throw notMade(parent, begun, kind, failed);
        }
    }

    private static UsageException notMade(
            Path parent, Instant begun, String kind, IOException failed) {
        return new UsageException(
                "cannot write results to "
                        + resultsBelow(parent).resolve(BegunFolder.name(begun, kind))
                        + ": "
                        + failed.getMessage(),
                failed);
    }

    /** Keeps the scenario as it is run from now on. */
    public void keep(Scenario scenario) {
        try {
            write(scenario);
        } catch (IOException failed) {
            throw new BookkeepingException(
                    "writing the scenario to " + folder + ": " + failed.getMessage(), failed);
        }
    }

    private void write(Scenario scenario) throws IOException {
        Files.writeString(file(scenario.name() + ".properties"), scenario.toPropertiesText());
    }

    /** Takes the first of two phases for the only one, as there was no second. */
    public void keepOnlyPhase() {
        try {
            if (Files.exists(file(SAMPLES_BEFORE)) && !Files.exists(file(SAMPLES))) {
                Files.move(file(SAMPLES_BEFORE), file(SAMPLES));
            }
        } catch (IOException failed) {
            throw new BookkeepingException(
                    "renaming " + file(SAMPLES_BEFORE) + ": " + failed.getMessage(), failed);
        }
    }

    /** The name of the file for the samples of a job of a run. */
    public static String samplesOf(RunRecord.Part part) {
        return part == RunRecord.Part.FIRST ? SAMPLES_BEFORE : SAMPLES;
    }

    /** A folder that is there already, or may be. */
    static RunFolder at(Path folder) {
        return new RunFolder(folder);
    }

    /** The folder. */
    public Path path() {
        return folder;
    }

    /** A file in it. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /** Adds samples to their file. */
    public void append(List<Sample> samples) {
        append(SAMPLES, samples);
    }

    /** The same, to one of that name. */
    public void append(String name, List<Sample> samples) {
        Path file = file(name);
        boolean isNew = !Files.exists(file);
        try (BufferedWriter writer =
                Files.newBufferedWriter(
                        file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (Sample sample : samples) {
                if (isNew) {
                    writer.write(SamplesCsv.header(sample));
                    writer.write('\n');
                    isNew = false;
                }
                writer.write(SamplesCsv.line(sample));
                writer.write('\n');
            }
        } catch (IOException failed) {
            throw new BookkeepingException("writing " + file + ": " + failed.getMessage(), failed);
        }
    }

    /** Keeps what is needed to take the run up again; replaces what was kept before. */
    public void record(RunRecord record) {
        try {
            RunRecordFile.write(record, file(RECORD));
        } catch (IOException failed) {
            throw new BookkeepingException(
                    "writing " + file(RECORD) + ": " + failed.getMessage(), failed);
        }
    }

    /**
     * What was kept to take the run up again.
     *
     * @throws UsageException if there is nothing, or it cannot be read
     */
    public RunRecord record() {
        try {
            return RunRecordFile.read(file(RECORD));
        } catch (NoSuchFileException none) {
            throw new UsageException(
                    folder + ": no run that could be taken up again: there is no " + RECORD, none);
        } catch (IOException unreadable) {
            throw new UsageException(
                    file(RECORD) + ": cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** The same; empty where there is nothing that can be read. */
    Optional<RunRecord> findRecord() {
        try {
            return Optional.of(RunRecordFile.read(file(RECORD)));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** The run as far as it came, for a process that goes on with it. */
    public RunInProgress runInProgress() {
        RunRecord record = record();
        SampleSeries samples = UnfinishedSamples.read(file(samplesOf(record.part())));
        try {
            return record.inProgress(samples);
        } catch (IllegalArgumentException inconsistent) {
            throw new UsageException(
                    folder + ": cannot be taken up again: " + inconsistent.getMessage(),
                    inconsistent);
        }
    }

    /**
     * Writes the result, under its name only when it is complete. The run cannot be taken up again
     * then, so one whose job is left running has no result yet.
     */
    public void write(RunResult result) {
        try {
            WholeFile.write(file(RESULT), ResultJson.text(result) + "\n");
            Files.deleteIfExists(file(RECORD));
        } catch (IOException failed) {
            throw new OperationFailedException(
                    "writing " + file(RESULT) + ": " + failed.getMessage(), failed);
        }
    }

    /** Keeps the series of the run that InfluxDB has, as {@value #SERIES}. */
    public void keepSeries(String csv) {
        try {
            Files.writeString(file(SERIES), csv);
        } catch (IOException failed) {
            throw new OperationFailedException(
                    "writing " + file(SERIES) + ": " + failed.getMessage(), failed);
        }
    }

    /**
     * Copies a log of the run into the folder, if there is something in it.
     *
     * @param secrets that must not be in the copy, those first that others are a part of
     */
    public void keep(Path log, List<String> secrets) {
        Path copy = folder.resolve(log.getFileName().toString());
        try {
            if (!Files.exists(log) || Files.size(log) == 0) {
                return;
            }
            if (secrets.isEmpty()) {
                Files.copy(log, copy);
            } else {
                copyWithout(
                        secrets.stream()
                                .map(secret -> new String(secret.getBytes(UTF_8), ISO_8859_1))
                                .toList(),
                        log,
                        copy);
            }
        } catch (IOException failed) {
            deleteQuietly(copy);
            throw new OperationFailedException(
                    "copying " + log + " to " + folder + ": " + failed.getMessage(), failed);
        }
    }

    /** Line by line, as Flink's logs grow without a limit. */
    private static void copyWithout(List<String> secrets, Path log, Path copy) throws IOException {
        try (BufferedReader from = Files.newBufferedReader(log, ISO_8859_1);
                BufferedWriter to = Files.newBufferedWriter(copy, ISO_8859_1)) {
            for (String line = from.readLine(); line != null; line = from.readLine()) {
                for (String secret : secrets) {
                    line = line.replace(secret, HIDDEN);
                }
                to.write(line);
                to.newLine();
            }
        }
    }

    private static void deleteQuietly(Path incomplete) {
        try {
            Files.deleteIfExists(incomplete);
        } catch (IOException leftBehind) {
            // The first failure is the one to tell.
        }
    }
}
