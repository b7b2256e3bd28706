package io.flinkvariance.experiment;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.measure.Sample;
import io.flinkvariance.result.RunFolder;
import io.flinkvariance.run.RunObserver;
import io.flinkvariance.run.RunPlan;
import io.flinkvariance.run.RunProgress;
import io.flinkvariance.run.RunRecord;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.terminal.ProgressDisplay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** Keeps in the run's folder what a run tells, and shows it. */
final class FolderObserver implements RunObserver {
    private final RunFolder folder;
    private final ProgressDisplay display;
    private final Cluster cluster;
    private final Scenario scenario;
    private final RunPlan plan;
    private final RunRecord.Part part;
    private final MissedSeconds missed;
    private RunRecord record;

    FolderObserver(
            RunFolder folder,
            ProgressDisplay display,
            Cluster cluster,
            Scenario scenario,
            RunPlan plan,
            RunRecord.Part part) {
        this.folder = folder;
        this.display = display;
        this.cluster = cluster;
        this.scenario = scenario;
        this.plan = plan;
        this.part = part;
        this.missed = new MissedSeconds(display::note);
    }

    @Override
    public void submitted(String jobId) {
        folder.keep(scenario);
        keep(
                new RunRecord(
                        jobId,
                        cluster.target(),
                        cluster.name(),
                        scenario.name(),
                        Instant.now(),
                        plan,
                        OptionalLong.empty(),
                        part));
    }

    /** What must be known to take the run up again; where the job ends with the tool, nothing. */
    void keep(RunRecord known) {
        if (cluster.outlivesTheTool()) {
            record = known;
            folder.record(record);
        }
    }

    @Override
    public void began(long firstSecond) {
        if (record != null) {
            keep(record.withFirstSecond(firstSecond));
        }
    }

    @Override
    public void disconnected(String why) {
        display.disconnected(why);
    }

    @Override
    public void connected(Duration outage) {
        display.connected(outage);
    }

    @Override
    public void sampled(List<Sample> samples) {
        folder.append(RunFolder.samplesOf(part), samples);
        missed.look(samples);
    }

    @Override
    public void progressed(RunProgress progress) {
        display.progress(progress);
    }
}
