package io.flinkvariance.measure;

import io.flinkvariance.file.RegularFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The file with a run's samples: {@code second,processed,emitted,processed_0,…}, then {@code
 * sent_0,…} and {@code service_millis_0,…} where they are known, and of a run that reads a topic
 * {@code end_offset,lag,unprocessed,committed_lag}, empty while nobody knows.
 *
 * <p>All but {@code second} are totals since the run began. Unknown columns are passed over, so
 * that files of newer versions can be read.
 */
public final class SamplesCsv {
    private static final Pattern LINE_END = Pattern.compile("\\r\\n|[\\n\\r]");

    /** Beyond it not every whole number has a double of its own. */
    private static final double LARGEST_WHOLE = 0x1p53;

    /** Read again by {@link LagCsv} alone: what judges a run is its counters. */
    static final List<String> LAG = List.of("end_offset", "lag", "unprocessed", "committed_lag");

    private SamplesCsv() {}

    /** The first line of a file with samples like that one. */
    public static String header(Sample sample) {
        List<String> names =
                new ArrayList<>(
                        List.of(CsvColumns.SECOND, CsvColumns.PROCESSED, CsvColumns.EMITTED));
        addNames(names, CsvColumns.PROCESSED, sample.processed().size());
        addNames(names, CsvColumns.SENT, sample.sent().size());
        addNames(names, CsvColumns.SERVICE_MILLIS, sample.serviceMillis().size());
        sample.topic().ifPresent(topic -> names.addAll(LAG));
        return String.join(",", names);
    }

    private static void addNames(List<String> names, String prefix, int count) {
        for (int subtask = 0; subtask < count; subtask++) {
            names.add(prefix + "_" + subtask);
        }
    }

    /** One line of the file. */
    public static String line(Sample sample) {
        List<String> fields = new ArrayList<>();
        fields.add(decimal(sample.second()));
        fields.add(Long.toString(sample.processedInAll()));
        fields.add(Long.toString(sample.emitted()));
        sample.processed().forEach(count -> fields.add(count.toString()));
        sample.sent().forEach(count -> fields.add(count.toString()));
        sample.serviceMillis().forEach(millis -> fields.add(decimal(millis)));
        sample.topic()
                .ifPresent(
                        topic ->
                                Stream.of(
                                                topic.end(),
                                                topic.lag(sample),
                                                topic.unprocessed(sample),
                                                topic.committedLag())
                                        .map(SamplesCsv::orNothing)
                                        .forEach(fields::add));
        return String.join(",", fields);
    }

    private static String orNothing(OptionalLong records) {
        return records.isPresent() ? Long.toString(records.getAsLong()) : "";
    }

    /**
     * Read again, it is the same number: a run that is taken up again goes on from what the file
     * says, and a counter of the job is never lower than that.
     */
    static String decimal(double number) {
        return number == Math.rint(number) && Math.abs(number) < LARGEST_WHOLE
                ? Long.toString((long) number)
                : BigDecimal.valueOf(number).toPlainString();
    }

    /**
     * Reads a file. Blank lines at its end say nothing. A last line that lacks fields, or its end
     * and cannot be right, is one that was cut off: it is left out.
     *
     * @throws IOException if it cannot be read
     * @throws MalformedSamplesException if it holds no samples, with the line that is wrong, and
     *     the column
     */
    public static SampleSeries read(Path file) throws IOException, MalformedSamplesException {
        try {
            return parse(RegularFile.text(file, StandardCharsets.UTF_8), file.toString());
        } catch (CharacterCodingException notText) {
            throw new MalformedSamplesException(file + ": not a text file; expected samples");
        }
    }

    static SampleSeries parse(String text, String source) throws MalformedSamplesException {
        if (text.isEmpty()) {
            throw new MalformedSamplesException(source + ": empty; expected samples");
        }
        List<String> lines = new ArrayList<>(Arrays.asList(LINE_END.split(text, -1)));
        boolean lastIsEnded = CsvColumns.isBlank(lines.get(lines.size() - 1));
        while (lines.size() > 1 && CsvColumns.isBlank(lines.get(lines.size() - 1))) {
            lines.remove(lines.size() - 1);
        }
        CsvColumns columns = CsvColumns.of(withoutByteOrderMark(lines.get(0)), source);
        List<Sample> samples = new ArrayList<>();
        CounterChecks checks = new CounterChecks();
        for (int index = 1; index < lines.size(); index++) {
            try {
                Sample sample = columns.sample(lines.get(index));
                checks.requireToContinue(sample);
                samples.add(sample);
            } catch (FaultyLineException faulty) {
                boolean isCutOff =
                        index == lines.size() - 1
                                && (!lastIsEnded
                                        || (!samples.isEmpty()
                                                && columns.isShort(lines.get(index))));
                if (!isCutOff) {
                    throw faulty.at(source, index);
                }
            }
        }
        try {
            CounterChecks.requirePossible(samples);
        } catch (FaultyLineException impossible) {
            throw impossible.at(source, impossible.sample() + 1);
        }
        return new SampleSeries(samples);
    }

    private static String withoutByteOrderMark(String line) {
        return line.startsWith("\uFEFF") ? line.substring(1) : line;
    }
}
