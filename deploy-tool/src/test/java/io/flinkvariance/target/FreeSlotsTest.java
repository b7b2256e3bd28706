package io.flinkvariance.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.cluster.Cluster;
import io.flinkvariance.error.ClusterStateException;
import io.flinkvariance.model.Scenarios;
import io.flinkvariance.rest.FlinkRest;
import io.flinkvariance.rest.StubFlink;
import io.flinkvariance.run.StubCluster;
import io.flinkvariance.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FreeSlotsTest {
    private static final Scenario SCENARIO = Scenarios.of("constant-straggler");
    private static final Duration LONG = Duration.ofSeconds(30);

    private final StubFlink flink = new StubFlink().answer("/jobs/overview", "{'jobs':[]}");
    private final Cluster cluster = new StubCluster(new FlinkRest(flink.address()));
    private final List<String> notes = new ArrayList<>();

    @AfterEach
    void close() {
        flink.close();
    }

    private void slots(int total, int available) {
        flink.answer(
                "/overview", "{'slots-total':%d,'slots-available':%d}".formatted(total, available));
    }

    @Test
    void areEnough() throws Exception {
        slots(4, 4);

        FreeSlots.require(cluster, SCENARIO, notes::add, LONG);

        assertThat(notes).isEmpty();
    }

    @Test
    void areNotWaitedForWhereAJobHoldsThem() {
        slots(4, 0);
        flink.answer("/jobs/overview", "{'jobs':[{'jid':'a1','name':'n','state':'RUNNING'}]}");

        assertThatThrownBy(() -> FreeSlots.require(cluster, SCENARIO, notes::add, LONG))
                .isInstanceOf(ClusterStateException.class)
                .hasMessage(
                        "[stub] constant-straggler needs 4 free slots, one for each subtask: there are 0 of 4."
                                + " Try: deploy-tool jobs, and deploy-tool cancel a1");
    }

    @Test
    void areNotWaitedForWhereThereWillNeverBeEnough() {
        slots(3, 3);

        assertThatThrownBy(() -> FreeSlots.require(cluster, SCENARIO, notes::add, LONG))
                .hasMessage(
                        "[stub] constant-straggler needs 4 free slots, one for each subtask: there are 3 of 3."
                                + " Try: --set stream.parallelism=3, or more slots");
    }

    @Test
    void areWaitedForWhereNoJobHoldsThem() throws Exception {
        slots(4, 0);
        flink.when(
                "GET /jobs/overview",
                () -> {
                    if (flink.requests().size() > 3) {
                        slots(4, 4);
                    }
                });

        FreeSlots.require(cluster, SCENARIO, notes::add, LONG);

        assertThat(notes).containsExactly("[stub] waiting for slots of a job that is gone");
    }

    @Test
    void areNotWaitedForForEver() {
        slots(4, 0);

        assertThatThrownBy(
                        () ->
                                FreeSlots.require(
                                        cluster, SCENARIO, notes::add, Duration.ofMillis(1)))
                .isInstanceOf(ClusterStateException.class);
    }
}
