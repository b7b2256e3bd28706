package io.flinkvariance.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.OperationFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is only asked of clusters that are there before and after a run. */
class FlinkRestOfClustersTest {
    private final StubFlink flink = new StubFlink();
    private final FlinkRest rest = new FlinkRest(flink.address());

    @AfterEach
    void stop() {
        flink.close();
    }

    @Test
    void listsJobs() throws Exception {
        flink.answer(
                "/jobs/overview",
                "{'jobs':[{'jid':'a','name':'bad-straggler','state':'RUNNING',"
                        + "'start-time':1000,'end-time':-1,'duration':2500,"
                        + "'tasks':{'total':5,'running':5}},"
                        + "{'jid':'b','name':'x','state':'CANCELED','start-time':1,'duration':2,"
                        + "'tasks':{'total':1}}]}");

        assertThat(rest.jobs())
                .containsExactly(
                        new JobSummary(
                                "a",
                                "bad-straggler",
                                "RUNNING",
                                Instant.ofEpochSecond(1),
                                Duration.ofMillis(2500),
                                5),
                        new JobSummary(
                                "b",
                                "x",
                                "CANCELED",
                                Instant.ofEpochMilli(1),
                                Duration.ofMillis(2),
                                1));
        assertThat(rest.jobs()).extracting(JobSummary::hasEnded).containsExactly(false, true);
    }

    @Test
    void listsTaskManagers() throws Exception {
        flink.answer(
                "/taskmanagers",
                "{'taskmanagers':[{'id':'t','path':'akka.tcp://flink@node2:6122/user/taskmanager_0',"
                        + "'dataPort':6121,'timeSinceLastHeartbeat':1,'slotsNumber':4,'freeSlots':3,"
                        + "'hardware':{'cpuCores':2,'physicalMemory':4000,'freeMemory':900,"
                        + "'managedMemory':600}},"
                        + "{'id':'l','path':'akka://flink/user/taskmanager_0','dataPort':-1}]}");

        assertThat(rest.taskManagers().registered())
                .containsExactly(
                        new TaskManagerDetails("t", "node2", 4, 3),
                        new TaskManagerDetails("l", "", 0, 0));
    }

    @Test
    void readsTheConfiguration() throws Exception {
        flink.answer(
                "/jobmanager/config",
                "[{'key':'rest.port','value':'8081'},{'key':'jobmanager.rpc.address','value':'n'}]");

        assertThat(rest.jobManagerConfig())
                .isEqualTo(Map.of("rest.port", "8081", "jobmanager.rpc.address", "n"));
    }

    @Test
    void startsAJobUnderAGivenId() throws Exception {
        flink.answer("/jars/a_b.jar/run", "{'jobid':'f00d'}");

        assertThat(
                        rest.runJar(
                                "a_b.jar",
                                "a.B",
                                List.of("--seed", "7 \"x\""),
                                "f00d",
                                Optional.empty()))
                .isEqualTo("f00d");
        assertThat(flink.requests()).containsExactly("POST /jars/a_b.jar/run");
        assertThat(flink.bodies())
                .containsExactly(
                        "{\"entryClass\":\"a.B\",\"programArgsList\":[\"--seed\","
                                + "\"7 \\\"x\\\"\"],\"jobId\":\"f00d\"}");
    }

    @Test
    void saysWhyAJobWasNotStarted() {
        flink.answer("/jars/a/run", 400, "{'errors':['No such entry class']}");

        assertThatThrownBy(() -> rest.runJar("a", "a.B", List.of(), "f00d", Optional.empty()))
                .isInstanceOf(OperationFailedException.class)
                .hasMessage(
                        "[%s] submitting job f00d: HTTP status 400, No such entry class"
                                .formatted(flink.authority()));
    }

    @Test
    void readsWhenAJobWasStarted() throws Exception {
        flink.answer("/jobs/j", "{'state':'RESTARTING','start-time':5000,'vertices':[]}")
                .answer("/jobs/k", "{'state':'FAILING','vertices':[]}");

        assertThat(rest.job("j").startedAt()).contains(Instant.ofEpochSecond(5));
        assertThat(rest.job("j").state()).isEqualTo(JobState.RESTARTING);
        assertThat(rest.job("k").startedAt()).isEmpty();
        assertThat(rest.job("k").state().hasEnded()).isFalse();
    }
}
