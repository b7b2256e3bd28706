package io.flinkvariance.measure;

import io.flinkvariance.file.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The lag in a file of samples. Lines that say nothing of it are passed over: what is wrong with a
 * file says {@link SamplesCsv}.
 */
public final class LagCsv {
    private final List<String> names;

    private LagCsv(String header) {
        names = Arrays.asList(header.split(",", -1));
    }

    /** Reads it; none of a run that read no topic. */
    public static LagSeries read(Path file) throws IOException {
        List<String> lines = RegularFile.text(file, StandardCharsets.UTF_8).lines().toList();
        if (lines.isEmpty()) {
            return LagSeries.NONE;
        }
        LagCsv columns = new LagCsv(lines.get(0));
        if (!columns.names.containsAll(SamplesCsv.LAG)) {
            return LagSeries.NONE;
        }
        List<Lag> readings = new ArrayList<>();
        lines.stream()
                .skip(1)
                .map(line -> columns.lag(line.split(",", -1)))
                .forEach(lag -> lag.ifPresent(readings::add));
        return new LagSeries(readings);
    }

    private Optional<Lag> lag(String[] fields) {
        if (fields.length != names.size()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Lag(
                            Double.parseDouble(fields[names.indexOf(CsvColumns.SECOND)]),
                            records(fields, 0),
                            records(fields, 1),
                            records(fields, 2),
                            records(fields, 3)));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    /** Empty where nobody knew. */
    private OptionalLong records(String[] fields, int which) {
        String field = fields[names.indexOf(SamplesCsv.LAG.get(which))];
        return field.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(field));
    }
}
