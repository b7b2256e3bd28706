package io.flinkvariance.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.JobUnknownException;
import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.error.UnreachableException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlinkRestTest {
    private final StubFlink flink = new StubFlink();
    private final FlinkRest rest = new FlinkRest(flink.address());

    @AfterEach
    void stop() {
        flink.close();
    }

    @Test
    void readsTheOverview() throws Exception {
        flink.answer(
                "/overview",
                "{'taskmanagers':2,'slots-total':4,'slots-available':3,'jobs-running':1,'flink-version':'1.8.1'}");

        assertThat(rest.overview()).isEqualTo(new ClusterOverview("1.8.1", 2, 4, 3, 1));
    }

    @Test
    void readsAJobAndFindsTheVertexOfAnOperator() throws Exception {
        flink.answer(
                "/jobs/j",
                "{'state':'RUNNING','vertices':["
                        + "{'id':'v1','name':'Source: source -> router','parallelism':1,'status':'RUNNING'},"
                        + "{'id':'v2','name':'work -> Sink: sink','parallelism':4,'status':'DEPLOYING'}]}");

        JobDetails job = rest.job("j");

        assertThat(job.state()).isEqualTo(JobState.ACTIVE);
        assertThat(job.vertexOf("work").parallelism()).isEqualTo(4);
        assertThat(job.vertexOf("source").id()).isEqualTo("v1");
        assertThat(job.vertexOf("router").id()).isEqualTo("v1");
        assertThat(job.vertexOf("work").id()).isEqualTo("v2");
        assertThat(job.vertexOf("sink").id()).isEqualTo("v2");
        assertThatThrownBy(() -> job.vertexOf("wor"))
                .hasMessage("the job has no operator named wor; is it a job of this kit?");
    }

    @Test
    void readsWhereSubtasksRun() throws Exception {
        flink.answer(
                "/jobs/j/vertices/v",
                "{'subtasks':[{'subtask':0,'host':'localhost:-1','attempt':0},"
                        + "{'subtask':1,'host':'node2:6121','attempt':2}]}");

        assertThat(rest.subtasks("j", "v"))
                .containsExactly(
                        new SubtaskDetails(0, "localhost", 0), new SubtaskDetails(1, "node2", 2));
    }

    @Test
    void tellsTaskManagersOfOneHostApart() throws Exception {
        flink.answer(
                "/jobs/j/vertices/v",
                "{'subtasks':[{'subtask':0,'host':'node2:6121','attempt':0},"
                        + "{'subtask':1,'host':'node2:6221','attempt':0},"
                        + "{'subtask':2,'host':'node3:6121','attempt':0},"
                        + "{'subtask':3,'host':'node3:6121','attempt':0}]}");

        assertThat(rest.subtasks("j", "v"))
                .extracting(SubtaskDetails::host)
                .containsExactly("node2:6121", "node2:6221", "node3", "node3");
    }

    @Test
    void leavesOutAMetricWithoutAValueInsteadOfCallingItZero() throws Exception {
        flink.answer("/jobs/j/vertices/v/metrics", "[{'id':'0.a','value':'7'}]");

        assertThat(rest.metrics("j", "v", List.of("0.a", "0.b"))).isEqualTo(Map.of("0.a", "7"));
    }

    @Test
    void asksForManyMetricsInRequestsThatFlinkTakes() throws Exception {
        flink.answer("/jobs/j/vertices/v/metrics", "[]");

        rest.metrics("j", "v", IntStream.range(0, 100).mapToObj(i -> i + ".work.history").toList());

        assertThat(flink.requests())
                .hasSize(3)
                .allSatisfy(request -> assertThat(request.length()).isLessThan(4000));
    }

    @Test
    void encodesWhatIsSpecialInAName() throws Exception {
        flink.answer("/jobs/j/vertices/v/metrics", "[]");

        rest.metrics("j", "v", List.of("0.Source: a&b"));

        assertThat(flink.requests())
                .containsExactly("GET /jobs/j/vertices/v/metrics?get=0.Source%3A+a%26b");
    }

    @Test
    void readsAccumulatorsAndTheReasonOfAFailure() throws Exception {
        flink.answer(
                        "/jobs/j/accumulators",
                        "{'user-task-accumulators':[{'name':'n','type':'LongCounter','value':'12'}]}")
                .answer(
                        "/jobs/j/exceptions",
                        "{'root-exception':'java.lang.Exception: gone\\n\\tat x','timestamp':1}");

        assertThat(rest.accumulators("j")).isEqualTo(Map.of("n", "12"));
        assertThat(rest.rootCause("j")).isEqualTo("java.lang.Exception: gone");
    }

    @Test
    void hasNoReasonWhereNothingFailed() throws Exception {
        flink.answer("/jobs/j/exceptions", "{'root-exception':null}");

        assertThat(rest.rootCause("j")).isIn("", "null");
    }

    @Test
    void cancels() throws Exception {
        flink.answer("/jobs/j", 202, "{}");

        rest.cancel("j");

        assertThat(flink.requests()).containsExactly("PATCH /jobs/j?mode=cancel");
    }

    @Test
    void saysThatAJobIsUnknown() {
        flink.answer("/jobs/j", 404, "{'errors':['Job j not found\\nat x']}");

        assertThatThrownBy(() -> rest.job("j"))
                .isInstanceOf(JobUnknownException.class)
                .hasMessage("[%s] the JobManager does not know job j".formatted(flink.authority()));
        assertThatThrownBy(() -> rest.accumulators("j")).isInstanceOf(JobUnknownException.class);
    }

    @Test
    void saysWhatAServerRefused() {
        flink.answer("/overview", 500, "{'errors':['Ask timed out\\nat x']}");

        assertThatThrownBy(rest::overview)
                .isInstanceOf(OperationFailedException.class)
                .hasMessage(
                        "[%s] asking Flink for /overview: HTTP status 500, Ask timed out"
                                .formatted(flink.authority()));
    }

    @Test
    void takesAJobManagerThatIsNotYetElectedForOutOfReach() {
        flink.answer("/jobs/j", 503, "{'errors':['ongoing leader election']}");

        assertThatThrownBy(() -> rest.job("j"))
                .isInstanceOf(UnreachableException.class)
                .hasMessage(
                        "[%s] asking Flink for /jobs/j: HTTP status 503, ongoing leader election"
                                .formatted(flink.authority()));
    }

    @Test
    void saysThatAnAnswerIsNotJson() {
        flink.answer("/overview", "<html>");

        assertThatThrownBy(rest::overview)
                .hasMessage(
                        "[%s] asking Flink for /overview: the answer is not JSON"
                                .formatted(flink.authority()));
    }

    @Test
    void saysThatNobodyAnswers() {
        flink.close();

        assertThatThrownBy(rest::overview)
                .isInstanceOf(UnreachableException.class)
                .hasMessageStartingWith(
                        "[%s] asking Flink for /overview: ".formatted(flink.authority()));
    }
}
