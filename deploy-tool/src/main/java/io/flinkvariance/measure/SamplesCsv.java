package io.flinkvariance.measure;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The file with a run's samples: {@code second,processed,emitted,processed_0,…}, then {@code
 * sent_0,…} and {@code service_millis_0,…} where they are known.
 *
 * <p>All but {@code second} are totals since the run began. Unknown columns are passed over, so
 * that files of newer versions can be read.
 */
public final class SamplesCsv {
    private static final String SECOND = "second";
    private static final String PROCESSED = "processed";
    private static final String EMITTED = "emitted";
    private static final String SENT = "sent";
    private static final String SERVICE_MILLIS = "service_millis";

    /** Beyond it not every whole number has a double of its own. */
    private static final double LARGEST_WHOLE = 0x1p53;

    private SamplesCsv() {}

    /** The first line of a file with samples like that one. */
    public static String header(Sample sample) {
        List<String> names = new ArrayList<>(List.of(SECOND, PROCESSED, EMITTED));
        addNames(names, PROCESSED, sample.processed().size());
        addNames(names, SENT, sample.sent().size());
        addNames(names, SERVICE_MILLIS, sample.serviceMillis().size());
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
        return String.join(",", fields);
    }

    /**
     * Read again, it is the same number: a run that is taken up again goes on from what the file
     * says, and a counter of the job is never lower than that.
     */
    private static String decimal(double number) {
        return number == Math.rint(number) && Math.abs(number) < LARGEST_WHOLE
                ? Long.toString((long) number)
                : BigDecimal.valueOf(number).toPlainString();
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read
     * @throws MalformedSamplesException if it holds no samples, with the line that is wrong
     */
    public static SampleSeries read(Path file) throws IOException, MalformedSamplesException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (MalformedInputException notText) {
            throw new MalformedSamplesException(file + ": not a text file; expected samples");
        }
        return parse(lines, file.toString());
    }

    static SampleSeries parse(List<String> lines, String source) throws MalformedSamplesException {
        if (lines.isEmpty()) {
            throw new MalformedSamplesException(source + ": empty; expected samples");
        }
        Columns columns = Columns.of(withoutByteOrderMark(lines.get(0)), source);
        List<Sample> samples = new ArrayList<>();
        for (int number = 1; number < lines.size(); number++) {
            if (number == lines.size() - 1 && lines.get(number).isBlank()) {
                continue;
            }
            String where = source + ", line " + (number + 1);
            samples.add(columns.sample(lines.get(number), where));
        }
        try {
            return new SampleSeries(samples);
        } catch (IllegalArgumentException inconsistent) {
            throw new MalformedSamplesException(source + ": " + inconsistent.getMessage());
        }
    }

    private static String withoutByteOrderMark(String line) {
        return line.startsWith("\uFEFF") ? line.substring(1) : line;
    }

    /** Where in a line each value stands. */
    private record Columns(
            int count,
            int second,
            int emitted,
            List<Integer> processed,
            List<Integer> sent,
            List<Integer> serviceMillis) {

        static Columns of(String header, String source) throws MalformedSamplesException {
            List<String> names = Arrays.asList(header.strip().split(",", -1));
            List<Integer> processed = places(names, PROCESSED);
            if (!names.contains(SECOND) || !names.contains(EMITTED) || processed.isEmpty()) {
                throw new MalformedSamplesException(
                        source
                                + ": line 1 is not a header; expected "
                                + SECOND
                                + ","
                                + PROCESSED
                                + ","
                                + EMITTED
                                + ","
                                + PROCESSED
                                + "_0,…");
            }
            List<Integer> sent = places(names, SENT);
            List<Integer> serviceMillis = places(names, SERVICE_MILLIS);
            if ((!sent.isEmpty() && sent.size() != processed.size())
                    || (!serviceMillis.isEmpty() && serviceMillis.size() != processed.size())) {
                throw new MalformedSamplesException(
                        source + ": line 1 names different numbers of subtasks");
            }
            return new Columns(
                    names.size(),
                    names.indexOf(SECOND),
                    names.indexOf(EMITTED),
                    processed,
                    sent,
                    serviceMillis);
        }

        private static List<Integer> places(List<String> names, String prefix) {
            List<Integer> places = new ArrayList<>();
            while (names.contains(prefix + "_" + places.size())) {
                places.add(names.indexOf(prefix + "_" + places.size()));
            }
            return places;
        }

        Sample sample(String line, String where) throws MalformedSamplesException {
            String[] fields = line.strip().split(",", -1);
            if (fields.length != count) {
                throw new MalformedSamplesException(
                        "%s: %d fields; expected %d".formatted(where, fields.length, count));
            }
            try {
                return new Sample(
                        finite(fields[second]),
                        Long.parseLong(fields[emitted]),
                        processed.stream().map(place -> Long.valueOf(fields[place])).toList(),
                        sent.stream().map(place -> Long.valueOf(fields[place])).toList(),
                        serviceMillis.stream().map(place -> finite(fields[place])).toList());
            } catch (NumberFormatException notANumber) {
                throw new MalformedSamplesException(
                        where + ": " + notANumber.getMessage() + "; expected numbers");
            } catch (IllegalArgumentException impossible) {
                throw new MalformedSamplesException(where + ": " + impossible.getMessage());
            }
        }

        private static double finite(String text) {
            double number = Double.parseDouble(text);
            if (!Double.isFinite(number)) {
                throw new NumberFormatException("For input string: \"" + text + "\"");
            }
            return number;
        }
    }
}
