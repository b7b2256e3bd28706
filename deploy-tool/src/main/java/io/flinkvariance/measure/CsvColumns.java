package io.flinkvariance.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where in a line of {@code samples.csv} each value stands, and what may stand there. */
final class CsvColumns {
    static final String SECOND = "second";
    static final String PROCESSED = "processed";
    static final String EMITTED = "emitted";
    static final String SENT = "sent";
    static final String SERVICE_MILLIS = "service_millis";

    /** Spreadsheets write whole numbers with a point and zeros, too. */
    private static final Pattern WHOLE = Pattern.compile("([0-9]+)(\\.0*)?");

    private static final Pattern DECIMAL =
            Pattern.compile("[0-9]+(\\.[0-9]*)?([eE][+-]?[0-9]{1,4})?");

    /** As spreadsheets separate where a comma stands for the decimal point. */
    private static final Pattern OTHER_SEPARATOR = Pattern.compile("\\W*second\\W*[;\\t].*");

    /** A row of a spreadsheet in which nothing stands. */
    private static final Pattern NOTHING = Pattern.compile("[\\s,\"]*");

    private static final Pattern QUOTED = Pattern.compile("\"(.*)\"");

    private final List<String> names;
    private final List<Integer> processed;
    private final List<Integer> sent;
    private final List<Integer> serviceMillis;

    private CsvColumns(List<String> names) {
        this.names = names;
        this.processed = places(PROCESSED);
        this.sent = places(SENT);
        this.serviceMillis = places(SERVICE_MILLIS);
    }

    /**
     * Reads the first line of a file.
     *
     * @throws MalformedSamplesException if it names other columns than samples have
     */
    static CsvColumns of(String header, String source) throws MalformedSamplesException {
        List<String> names = fields(header);
        CsvColumns columns = new CsvColumns(names);
        if (!names.contains(SECOND) || !names.contains(EMITTED) || columns.count(PROCESSED) == 0) {
            throw new MalformedSamplesException(
                    "%s: line 1 is not a header; expected %s,%s,%s,%s_0,…%s"
                            .formatted(
                                    source,
                                    SECOND,
                                    PROCESSED,
                                    EMITTED,
                                    PROCESSED,
                                    OTHER_SEPARATOR.matcher(header).matches()
                                            ? " with commas between"
                                            : ""));
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name) && columns.isRead(name)) {
                throw new MalformedSamplesException(source + ": line 1 names " + name + " twice");
            }
        }
        columns.requireNoneLost(source);
        if ((!columns.sent.isEmpty() && columns.sent.size() != columns.processed.size())
                || (!columns.serviceMillis.isEmpty()
                        && columns.serviceMillis.size() != columns.processed.size())) {
            throw new MalformedSamplesException(
                    source + ": line 1 names different numbers of subtasks");
        }
        return columns;
    }

    /** Quotes do no harm, as no name or number has a comma in it. */
    private static List<String> fields(String line) {
        return Arrays.stream(line.split(",", -1))
                .map(field -> QUOTED.matcher(field.strip()).replaceFirst("$1").strip())
                .toList();
    }

    /** Whether a line says nothing. */
    static boolean isBlank(String line) {
        return NOTHING.matcher(line).matches();
    }

    /** Whether a line ends before its last field. */
    boolean isShort(String line) {
        return fields(line).size() < names.size();
    }

    private boolean isRead(String name) {
        return List.of(SECOND, PROCESSED, EMITTED).contains(name)
                || isOf(name, PROCESSED)
                || isOf(name, SENT)
                || isOf(name, SERVICE_MILLIS);
    }

    private static boolean isOf(String name, String prefix) {
        return name.matches(Pattern.quote(prefix) + "_[0-9]+");
    }

    private int count(String prefix) {
        return (int) names.stream().filter(name -> isOf(name, prefix)).count();
    }

    /** A run of fewer subtasks is another run. */
    private void requireNoneLost(String source) throws MalformedSamplesException {
        for (String prefix : List.of(PROCESSED, SENT, SERVICE_MILLIS)) {
            int known = places(prefix).size();
            if (known < count(prefix)) {
                throw new MalformedSamplesException(
                        "%s: line 1 has no %s_%d, but later ones".formatted(source, prefix, known));
            }
        }
    }

    private List<Integer> places(String prefix) {
        List<Integer> places = new ArrayList<>();
        while (names.contains(prefix + "_" + places.size())) {
            places.add(names.indexOf(prefix + "_" + places.size()));
        }
        return places;
    }

    /**
     * Reads a later line.
     *
     * @throws FaultyLineException if it is not one of samples with these columns
     */
    Sample sample(String line) throws FaultyLineException {
        if (isBlank(line)) {
            throw FaultyLineException.of("blank");
        }
        List<String> fields = fields(line);
        if (fields.size() != names.size()) {
            throw FaultyLineException.of(
                    "%d fields; expected %d".formatted(fields.size(), names.size()));
        }
        List<Long> counts = wholes(fields, processed);
        requireSum(fields, counts);
        try {
            return new Sample(
                    second(fields),
                    whole(fields, names.indexOf(EMITTED)),
                    counts,
                    wholes(fields, sent),
                    decimals(fields, serviceMillis));
        } catch (IllegalArgumentException impossible) {
            throw FaultyLineException.of(impossible.getMessage());
        }
    }

    /** A column that is lost at the end of a header shows in nothing but the sum. */
    private void requireSum(List<String> fields, List<Long> counts) throws FaultyLineException {
        int place = names.indexOf(PROCESSED);
        if (place < 0) {
            return;
        }
        long sum = 0;
        for (long count : counts) {
            sum = Math.min(Sample.LARGEST_COUNT, sum + count);
        }
        // Older files were counted at slightly different moments: a record a subtask.
        if (Math.abs(whole(fields, place) - sum) > counts.size()) {
            throw FaultyLineException.inColumn(
                    PROCESSED,
                    "%s, but %s_0 to %s_%d add up to %d"
                            .formatted(
                                    fields.get(place),
                                    PROCESSED,
                                    PROCESSED,
                                    counts.size() - 1,
                                    sum));
        }
    }

    private List<Long> wholes(List<String> fields, List<Integer> places)
            throws FaultyLineException {
        List<Long> numbers = new ArrayList<>();
        for (int place : places) {
            numbers.add(whole(fields, place));
        }
        return numbers;
    }

    private List<Double> decimals(List<String> fields, List<Integer> places)
            throws FaultyLineException {
        List<Double> numbers = new ArrayList<>();
        for (int place : places) {
            numbers.add(decimal(fields, place));
        }
        return numbers;
    }

    private long whole(List<String> fields, int place) throws FaultyLineException {
        Matcher matcher = WHOLE.matcher(fields.get(place));
        if (matcher.matches()) {
            try {
                long number = Long.parseLong(matcher.group(1));
                if (number <= Sample.LARGEST_COUNT) {
                    return number;
                }
            } catch (NumberFormatException tooLarge) {
                // Told like any other that is.
            }
        }
        throw expected(fields, place, "a whole number from 0 to " + Sample.LARGEST_COUNT);
    }

    private double second(List<String> fields) throws FaultyLineException {
        int place = names.indexOf(SECOND);
        double second = decimal(fields, place);
        if (second > Sample.LATEST_SECOND) {
            throw expected(
                    fields, place, "a number from 0 to %.0f".formatted(Sample.LATEST_SECOND));
        }
        return second;
    }

    private double decimal(List<String> fields, int place) throws FaultyLineException {
        String text = fields.get(place);
        double number = DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (!Double.isFinite(number)) {
            throw expected(fields, place, "a number from 0");
        }
        return number;
    }

    private FaultyLineException expected(List<String> fields, int place, String what) {
        return FaultyLineException.inColumn(
                names.get(place), "'%s'; expected %s".formatted(fields.get(place), what));
    }
}
