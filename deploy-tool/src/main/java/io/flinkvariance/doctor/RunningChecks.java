package io.flinkvariance.doctor;

import io.flinkvariance.cluster.ClusterConnection;
import io.flinkvariance.cluster.ClusterLayout;
import io.flinkvariance.cluster.FlinkConfValues;
import io.flinkvariance.cluster.StandaloneCluster;
import io.flinkvariance.cluster.TaskManagerSettings;
import io.flinkvariance.error.DeployException;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.model.HotHost;
import io.flinkvariance.model.SleepOvershoot;
import io.flinkvariance.model.ThroughputModel;
import io.flinkvariance.rest.ClusterOverview;
import io.flinkvariance.rest.TaskManagerDetails;
import io.flinkvariance.result.ModelTable;
import io.flinkvariance.result.SmallerBuffers;
import io.flinkvariance.run.RunPlan;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the JobManager says of the cluster. */
final class RunningChecks {
    private static final String REPORTERS = "metrics.reporter.";

    /** Longer than Flink's metrics.fetcher.update-interval, 10 seconds. */
    private static final Duration METRICS_PATIENCE = Duration.ofSeconds(15);

    private static final RunPlan USUAL_RUN =
            new RunPlan(Optional.empty(), Optional.empty(), RunPlan.DEFAULT_MAX_TIME);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final ClusterConnection connection;
    private final ClusterLayout layout;
    private final Scenario scenario;
    private final Optional<ClusterOverview> overview;
    private final Map<String, String> configuration;

    private RunningChecks(
            ClusterConnection connection,
            ClusterLayout layout,
            Scenario scenario,
            Optional<ClusterOverview> overview,
            Map<String, String> configuration) {
        this.connection = connection;
        this.layout = layout;
        this.scenario = scenario;
        this.overview = overview;
        this.configuration = configuration;
    }

    static RunningChecks of(ClusterConnection connection, ClusterLayout layout, Scenario scenario)
            throws InterruptedException {
        Optional<ClusterOverview> overview = connection.overview();
        Map<String, String> configuration = Map.of();
        if (overview.isPresent()) {
            try {
                configuration = connection.rest().jobManagerConfig();
            } catch (DeployException lost) {
                overview = Optional.empty();
            }
        }
        return new RunningChecks(connection, layout, scenario, overview, configuration);
    }

    boolean isUp() {
        return overview.isPresent();
    }

    /** The hosts and ports of the databases that metrics go to. */
    List<String> reporterAddresses() {
        return configuration.keySet().stream()
                .filter(key -> key.startsWith(REPORTERS) && key.endsWith(".host"))
                .map(key -> key.substring(0, key.length() - ".host".length()))
                .filter(reporter -> configuration.containsKey(reporter + ".port"))
                .map(
                        reporter ->
                                configuration.get(reporter + ".host")
                                        + ":"
                                        + configuration.get(reporter + ".port"))
                .distinct()
                .toList();
    }

    List<Finding> findings(List<NodeReport> nodes) throws InterruptedException {
        if (overview.isEmpty()) {
            return List.of(
                    Finding.note(
                            "[%s] Flink: no answer at %s:%d; a run would start it. Try: deploy-tool cluster start"
                                    .formatted(
                                            connection.name(),
                                            layout.restAddress(),
                                            layout.restPort())),
                    Finding.unknown(
                            "[%s] TaskManagers, slots, buffers: Flink is down"
                                    .formatted(connection.name())));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(taskManagers());
        findings.add(slots());
        findings.add(buffers(nodes.size() > 1));
        if (overview.orElseThrow().taskManagers() > 0) {
            findings.add(metrics());
            findings.addAll(otherSettings());
        }
        findings.add(reporters());
        return findings;
    }

    /** The counters of a run come to the JobManager in the same way. */
    private Finding metrics() throws InterruptedException {
        List<TaskManagerDetails> silent =
                new ArrayList<>(connection.rest().taskManagers().registered());
        int all = silent.size();
        Deadline deadline = Deadline.in(METRICS_PATIENCE);
        while (true) {
            List<TaskManagerDetails> asked = List.copyOf(silent);
            for (TaskManagerDetails one : asked) {
                if (!connection.rest().taskManagers().metricNames(one.id()).isEmpty()) {
                    silent.remove(one);
                }
            }
            if (silent.isEmpty()) {
                return Finding.ok(
                        "[%s] metrics: those of %d TaskManagers arrive at the JobManager"
                                .formatted(connection.name(), all));
            }
            if (deadline.isOver()) {
                return Finding.fault(
                        "[%s] metrics: none arrive at the JobManager from %s. Try: metrics.internal.query-service.port in flink-conf.yaml, and the firewall between them"
                                .formatted(
                                        connection.name(),
                                        silent.stream()
                                                .map(TaskManagerDetails::host)
                                                .map(layout.names()::of)
                                                .collect(Collectors.joining(", "))));
            }
            deadline.pause(PAUSE);
        }
    }

    /** After the check of metrics, which are there then. */
    private List<Finding> otherSettings() throws InterruptedException {
        TaskManagerSettings settings = new TaskManagerSettings(configuration);
        List<TaskManagerDetails> registered = connection.rest().taskManagers().registered();
        List<String> wrong = new ArrayList<>(settings.otherSlots(registered).stream().toList());
        try {
            BufferSettings buffers = FlinkConfValues.buffers(connection.name(), configuration);
            for (TaskManagerDetails one : registered) {
                connection
                        .rest()
                        .taskManagers()
                        .memory(one.id())
                        .flatMap(
                                memory ->
                                        settings.otherBuffers(
                                                layout.names().of(one.host()), buffers, memory))
                        .ifPresent(wrong::add);
            }
        } catch (DeployException unknown) {
            // Said of the buffers already, or the TaskManager has just gone.
        }
        return wrong.stream()
                .map(
                        why ->
                                Finding.fault(
                                        "[%s] configuration: %s".formatted(connection.name(), why)))
                .toList();
    }

    private Finding taskManagers() throws InterruptedException {
        List<String> missing = connection.missingTaskManagers();
        int registered = overview.orElseThrow().taskManagers();
        if (!missing.isEmpty() || registered < layout.taskManagers()) {
            return Finding.fault(
                    "[%s] TaskManagers: %d of %d are registered%s. Try: deploy-tool cluster start, and deploy-tool cluster logs"
                            .formatted(
                                    connection.name(),
                                    registered,
                                    layout.taskManagers(),
                                    missing.isEmpty()
                                            ? ""
                                            : ", missing on "
                                                    + String.join(
                                                            ", ", layout.names().of(missing))));
        }
        return Finding.ok(
                "[%s] TaskManagers: %d of %d are registered"
                        .formatted(connection.name(), registered, layout.taskManagers()));
    }

    private Finding slots() {
        ClusterOverview now = overview.orElseThrow();
        if (now.slotsAvailable() >= scenario.parallelism()) {
            return Finding.ok(
                    "[%s] slots: %d of %d are free, and %s needs %d"
                            .formatted(
                                    connection.name(),
                                    now.slotsAvailable(),
                                    now.slotsTotal(),
                                    scenario.name(),
                                    scenario.parallelism()));
        }
        return Finding.fault(
                "[%s] slots: %d of %d are free, and %s needs %d. Try: %s"
                        .formatted(
                                connection.name(),
                                now.slotsAvailable(),
                                now.slotsTotal(),
                                scenario.name(),
                                scenario.parallelism(),
                                now.jobsRunning() > 0
                                        ? "deploy-tool jobs, and deploy-tool cancel"
                                        : "flink_task_slots in ansible/group_vars/all.yml"));
    }

    private Finding buffers(boolean areSeveralNodes) throws InterruptedException {
        BufferSettings buffers;
        ThroughputModel model;
        try {
            buffers = FlinkConfValues.buffers(connection.name(), configuration);
            model =
                    ThroughputModel.of(
                            HotHost.placed(scenario, overview.orElseThrow().taskManagers()),
                            SleepOvershoot.measure(scenario),
                            buffers,
                            areSeveralNodes ? 2 : 1);
        } catch (DeployException unfit) {
            return Finding.fault(unfit.getMessage());
        }
        String prediction =
                "[%s] buffers: %s. %s: %s"
                        .formatted(
                                connection.name(),
                                buffers,
                                scenario.name(),
                                ModelTable.prediction(model));
        if (USUAL_RUN.leavesTimeFor(model)) {
            return Finding.ok(prediction);
        }
        return Finding.note(
                "%s A run of %d s would give no result. Try: %srun --max-time %dm"
                        .formatted(
                                prediction,
                                USUAL_RUN.maxTime().toSeconds(),
                                SmallerBuffers.remedy(StandaloneCluster.TARGET, buffers)
                                        .map(words -> words + "; or ")
                                        .orElse(""),
                                RunPlan.maxTimeFor(model).toMinutes()));
    }

    private Finding reporters() {
        List<String> addresses = reporterAddresses();
        return addresses.isEmpty()
                ? Finding.note(
                        "[%s] metrics reporters: none is configured".formatted(connection.name()))
                : Finding.ok(
                        "[%s] metrics reporters: they send to %s, which the nodes tried to reach above"
                                .formatted(connection.name(), String.join(", ", addresses)));
    }
}
