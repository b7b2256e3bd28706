package io.flinkvariance.embedded;

import io.flinkvariance.job.VarianceJob;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.scenario.ScenarioReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A JobManager and its TaskManagers, all in this JVM and on loopback. */
final class RunningFlink implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final long START_SECONDS = 30;
    private static final long SUBMIT_SECONDS = 30;
    private static final long CLOSE_SECONDS = 10;

    private final MiniCluster flink;
    private final URI restAddress;

    private RunningFlink(MiniCluster flink, URI restAddress) {
        this.flink = flink;
        this.restAddress = restAddress;
    }

    /** Starts all of it; TaskManagers may register a little later. */
    static RunningFlink start(Settings settings) throws Exception {
        LoopbackOnly.install();
        Configuration configuration = new Configuration();
        settings.flinkConf().forEach(configuration::setString);
        MiniCluster flink =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(configuration)
                                .setNumTaskManagers(settings.taskManagers())
                                .setNumSlotsPerTaskManager(settings.slots())
                                .setCommonBindAddress(LOOPBACK)
                                .build());
        flink.start();
        return new RunningFlink(flink, flink.getRestAddress().get(START_SECONDS, TimeUnit.SECONDS));
    }

    URI restAddress() {
        return restAddress;
    }

    /** Starts the scenario in a file, from a savepoint or from nothing; the job's id. */
    String submit(Path file, SavepointRestoreSettings from) throws Exception {
        Scenario scenario = ScenarioReader.read(file);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment();
        environment.setParallelism(1);
        VarianceJob.build(environment, scenario);
        JobGraph job = environment.getStreamGraph().getJobGraph();
        job.setSavepointRestoreSettings(from);
        return flink.submitJob(job).get(SUBMIT_SECONDS, TimeUnit.SECONDS).getJobID().toString();
    }

    @Override
    public void close() {
        try {
            flink.closeAsync().get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException lateOrBroken) {
            // It lives in this process, which is about to end.
        }
    }
}
