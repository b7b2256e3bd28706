package io.flinkvariance.influxdb;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.influxdb.dto.QueryResult;

/** Rows of an answer that have the same tags; there may be none. */
record InfluxRows(Map<String, String> tags, List<String> columns, List<List<Object>> rows) {

    static List<InfluxRows> of(QueryResult answer) {
        return answer.getResults().stream()
                .flatMap(
                        result ->
                                Optional.ofNullable(result.getSeries()).orElse(List.of()).stream())
                .map(
                        series ->
                                new InfluxRows(
                                        Optional.ofNullable(series.getTags()).orElse(Map.of()),
                                        series.getColumns(),
                                        Optional.ofNullable(series.getValues()).orElse(List.of())))
                .toList();
    }

    Object cell(List<Object> row, String column) {
        return row.get(columns.indexOf(column));
    }

    long number(List<Object> row, String column) {
        return ((Number) cell(row, column)).longValue();
    }
}
