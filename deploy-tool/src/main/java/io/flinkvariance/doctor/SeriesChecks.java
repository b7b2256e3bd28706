package io.flinkvariance.doctor;

import io.flinkvariance.error.DeployException;
import io.flinkvariance.host.ShellWords;
import io.flinkvariance.influxdb.FlinkSeries;
import io.flinkvariance.influxdb.InfluxDatabase;
import io.flinkvariance.influxdb.NewestPoint;
import io.flinkvariance.rest.TaskManagerDetails;
import io.flinkvariance.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether series arrive, from every TaskManager there is. */
final class SeriesChecks {
    /** Three of the reporter's usual intervals. */
    private static final Duration FRESH = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final InfluxDatabase database;
    private final Supplier<Instant> clock;

    SeriesChecks(InfluxDatabase database, Supplier<Instant> clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * One finding for each TaskManager that is registered.
     *
     * @param patience for the first report of one that has just been started
     */
    List<Finding> of(List<TaskManagerDetails> taskManagers, Duration patience)
            throws InterruptedException {
        Deadline deadline = Deadline.in(patience);
        while (true) {
            List<Finding> findings = of(taskManagers);
            if (findings.stream().noneMatch(Finding::isFault) || deadline.isOver()) {
                return findings;
            }
            deadline.pause(PAUSE);
        }
    }

    private List<Finding> of(List<TaskManagerDetails> taskManagers) throws InterruptedException {
        try {
            List<NewestPoint> newest = new FlinkSeries(database).newestOfTaskManagers();
            return taskManagers.stream().map(one -> of(one, newest)).toList();
        } catch (DeployException failed) {
            return List.of(Finding.fault(failed.getMessage()));
        }
    }

    private Finding of(TaskManagerDetails taskManager, List<NewestPoint> newest) {
        Optional<NewestPoint> last =
                newest.stream()
                        .filter(point -> point.taskManagerId().equals(taskManager.id()))
                        .findFirst();
        if (last.isEmpty()) {
            return Finding.fault(
                    "[%s] series: none of its TaskManager arrived in the default policy of %s. Try: deploy-tool cluster logs %s, and the way from there to %s"
                            .formatted(
                                    taskManager.host(),
                                    database.address().database(),
                                    ShellWords.quote(taskManager.host()),
                                    database.address().authority()));
        }
        long age = age(last.get());
        return age <= FRESH.toSeconds()
                ? Finding.ok(
                        "[%s] series: the newest is %d s old"
                                .formatted(taskManager.host(), Math.max(0, age)))
                : Finding.fault(
                        "[%s] series: the newest is %d s old, so they arrive no more. Try: deploy-tool cluster logs %s, free disk on InfluxDB's host, and both clocks"
                                .formatted(
                                        taskManager.host(),
                                        age,
                                        ShellWords.quote(taskManager.host())));
    }

    /** Where no Flink is known that should write: old series are none the worse for it. */
    Finding ofAnybody() throws InterruptedException {
        try {
            return new FlinkSeries(database)
                    .newestOfTaskManagers().stream()
                            .max(Comparator.comparing(NewestPoint::at))
                            .map(
                                    last ->
                                            Finding.note(
                                                    "[%s] series: the newest is %d s old, of a TaskManager on %s"
                                                            .formatted(
                                                                    database.address().authority(),
                                                                    Math.max(0, age(last)),
                                                                    last.host())))
                            .orElseGet(
                                    () ->
                                            Finding.note(
                                                    "[%s] series: there are none; a run with --influxdb writes them"
                                                            .formatted(
                                                                    database.address()
                                                                            .authority())));
        } catch (DeployException failed) {
            return Finding.fault(failed.getMessage());
        }
    }

    private long age(NewestPoint point) {
        return Duration.between(point.at(), clock.get()).toSeconds();
    }
}
