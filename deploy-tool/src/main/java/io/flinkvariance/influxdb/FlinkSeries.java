package io.flinkvariance.influxdb;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What Flink's reporter writes: measurements by logical scope, tags for who it is about. */
public final class FlinkSeries {
    /**
     * Counted by Flink itself when an operator hands a record on, which is when the job's own
     * counter is advanced. The job's gauges are texts, which InfluxDB keeps but cannot reckon with.
     */
    private static final String RECORDS_OUT = "taskmanager_job_task_operator_numRecordsOut";

    /** Every TaskManager reports it, with a job or without. */
    private static final String OF_EVERY_TASK_MANAGER = "taskmanager_Status_JVM_CPU_Time";

    private static final String TIME = "time";

    private final InfluxDatabase database;

    public FlinkSeries(InfluxDatabase database) {
        this.database = database;
    }

    /**
     * How many records each subtask of an operator had handed on, over time; a subtask without a
     * series is absent, never zero.
     *
     * @param jobId 32 hexadecimal digits
     */
    public Map<Integer, List<CountPoint>> recordsOut(
            String jobId, String operator, Instant from, Instant to) throws InterruptedException {
        String query =
                "SELECT \"count\" FROM \"%s\" WHERE \"job_id\" = '%s' AND \"operator_name\" = '%s' AND time >= %dms AND time <= %dms GROUP BY \"subtask_index\", \"tm_id\""
                        .formatted(
                                RECORDS_OUT,
                                jobId,
                                operator,
                                from.toEpochMilli(),
                                to.toEpochMilli());
        return database.read("the series of job " + jobId, query, FlinkSeries::bySubtask);
    }

    private static Map<Integer, List<CountPoint>> bySubtask(List<InfluxRows> answer) {
        Map<Integer, List<CountPoint>> bySubtask = new TreeMap<>();
        for (InfluxRows series : answer) {
            List<CountPoint> points =
                    bySubtask.computeIfAbsent(
                            Integer.valueOf(series.tags().get("subtask_index")),
                            subtask -> new ArrayList<>());
            for (List<Object> row : series.rows()) {
                points.add(new CountPoint(series.number(row, TIME), series.number(row, "count")));
            }
        }
        return bySubtask;
    }

    /** When each TaskManager last wrote something in the default policy. */
    public List<NewestPoint> newestOfTaskManagers() throws InterruptedException {
        return database.read(
                "the newest series",
                "SELECT last(\"value\") FROM \"%s\" GROUP BY \"host\", \"tm_id\""
                        .formatted(OF_EVERY_TASK_MANAGER),
                answer ->
                        answer.stream()
                                .flatMap(
                                        series ->
                                                series.rows().stream()
                                                        .map(row -> newest(series, row)))
                                .toList());
    }

    private static NewestPoint newest(InfluxRows series, List<Object> row) {
        return new NewestPoint(
                series.tags().get("host"),
                series.tags().get("tm_id"),
                Instant.ofEpochMilli(series.number(row, TIME)));
    }
}
