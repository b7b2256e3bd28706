package io.flinkvariance.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.scenario.ScenarioReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.MortalTaskManagers;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OptionalFailure;
import org.apache.flink.util.SerializedValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What comes through a bounded job whose TaskManager ends while buffers are full. The job takes all
 * slots that there are, so each TaskManager has a part in it.
 */
@Timeout(120)
class TaskManagerDeathIT {
    /** Four times those that the straggler's channel can hold, and so those before a checkpoint. */
    private static final int RECORDS = 20_000;

    private static MiniCluster flink;
    private static MortalTaskManagers taskManagers;

    @BeforeAll
    static void start() throws Exception {
        Configuration configuration = new Configuration();
        configuration.setString(TaskManagerOptions.MANAGED_MEMORY_SIZE, "16m");
        configuration.setString(TaskManagerOptions.MEMORY_SEGMENT_SIZE, "4kb");
        configuration.setInteger(TaskManagerOptions.NETWORK_BUFFERS_PER_CHANNEL, 1);
        configuration.setInteger(TaskManagerOptions.NETWORK_EXTRA_BUFFERS_PER_GATE, 1);
        configuration.setString(TaskManagerOptions.NETWORK_BUFFERS_MEMORY_MIN, "8mb");
        configuration.setString(TaskManagerOptions.NETWORK_BUFFERS_MEMORY_MAX, "8mb");
        configuration.setString(RestOptions.BIND_ADDRESS, "127.0.0.1");
        configuration.setInteger(RestOptions.PORT, 0);
        flink =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(configuration)
                                .setNumTaskManagers(2)
                                .setNumSlotsPerTaskManager(2)
                                .setCommonBindAddress("127.0.0.1")
                                .build());
        flink.start();
        taskManagers = new MortalTaskManagers(flink);
    }

    @AfterAll
    static void stop() throws Exception {
        // One that was ended may complain again of buffers that its tasks held.
        flink.closeAsync().exceptionally(complaint -> null).get();
    }

    private static JobID submit(String more) throws Exception {
        String text =
                Files.readString(Path.of("../conf/scenarios/constant-straggler.properties"))
                        .replaceAll("(?m)^stream.interval=.*$", "stream.interval=0")
                        .replaceAll("(?m)^nums.min=.*$", "nums.min=0")
                        .replaceAll("(?m)^nums.range=.*$", "nums.range=1")
                        .replaceAll("(?m)^straggler.waitMillis=.*$", "straggler.waitMillis=1");
        Scenario scenario =
                ScenarioReader.parse(
                        "death", "death", text + "\nstream.limit=" + RECORDS + "\n" + more);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment();
        environment.setParallelism(1);
        VarianceJob.build(environment, scenario);
        JobGraph job = environment.getStreamGraph().getJobGraph();
        return flink.submitJob(job).get().getJobID();
    }

    private static CheckpointStatsSnapshot checkpoints(JobID job) throws Exception {
        return flink.getExecutionGraph(job).get().getCheckpointStatsSnapshot();
    }

    private static void awaitCheckpoint(JobID job) throws Exception {
        while (checkpoints(job).getCounts().getNumberOfCompletedCheckpoints() == 0) {
            Thread.sleep(20);
        }
    }

    @Test
    void eachRecordComesOnceFromTheLastCheckpointOn() throws Exception {
        JobID job = submit("stream.checkpointIntervalMillis=100\n");
        awaitCheckpoint(job);

        taskManagers.replaceTheOldest();
        JobResult result = flink.requestJobResult(job).get();

        assertThat(result.getSerializedThrowable()).isEmpty();
        Map<String, SerializedValue<OptionalFailure<Object>>> totals =
                result.getAccumulatorResults();
        assertThat(total(totals, Totals.RESTORED))
                .as("it went on in the middle")
                .isBetween(1L, RECORDS - 1L);
        assertThat(checkpoints(job).getCounts().getNumberOfRestoredCheckpoints()).isPositive();
        assertThat(total(totals, Totals.EMITTED)).isEqualTo(RECORDS);
        assertThat(total(totals, Totals.PROCESSED)).isEqualTo(RECORDS);
        assertThat(total(totals, Totals.DELIVERED)).isEqualTo(RECORDS);
        assertThat(total(totals, Totals.FINGERPRINT))
                .isEqualTo(DeliveryFingerprint.ofFirst(RECORDS));
        assertThat(total(totals, Totals.OUT_OF_ORDER)).isZero();
    }

    private static long total(
            Map<String, SerializedValue<OptionalFailure<Object>>> totals, String name)
            throws Exception {
        return (Long)
                totals.get(name).deserializeValue(TaskManagerDeathIT.class.getClassLoader()).get();
    }

    @Test
    void aJobWithoutCheckpointsFails() throws Exception {
        JobID job = submit("");
        // By then the buffers are full.
        Thread.sleep(1000);

        taskManagers.replaceTheOldest();
        JobResult result = flink.requestJobResult(job).get();

        assertThat(result.isSuccess()).isFalse();
    }
}
