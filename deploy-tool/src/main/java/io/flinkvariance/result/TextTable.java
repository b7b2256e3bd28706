package io.flinkvariance.result;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows in columns: the first to the left, the others to the right. */
public final class TextTable {
    private TextTable() {}

    /** All rows have as many cells as the first; the first is ruled off. Ends in a newline. */
    public static String of(List<List<String>> rows) {
        int columns = rows.get(0).size();
        List<Integer> widths =
                IntStream.range(0, columns)
                        .mapToObj(
                                column ->
                                        rows.stream()
                                                .mapToInt(row -> row.get(column).length())
                                                .max()
                                                .orElse(0))
                        .toList();
        StringBuilder text = new StringBuilder();
        text.append(line(rows.get(0), widths));
        text.append("─".repeat(line(rows.get(0), widths).stripTrailing().length())).append('\n');
        rows.stream().skip(1).forEach(row -> text.append(line(row, widths)));
        return text.toString();
    }

    private static String line(List<String> row, List<Integer> widths) {
        return IntStream.range(0, row.size())
                        .mapToObj(
                                column -> {
                                    String padding =
                                            " "
                                                    .repeat(
                                                            widths.get(column)
                                                                    - row.get(column).length());
                                    return column == 0
                                            ? row.get(column) + padding
                                            : padding + row.get(column);
                                })
                        .collect(Collectors.joining("   "))
                        .stripTrailing()
                + "\n";
    }
}
