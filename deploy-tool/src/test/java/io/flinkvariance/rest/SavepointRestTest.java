package io.flinkvariance.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SavepointRestTest {
    private final StubFlink flink = new StubFlink();
    private final SavepointRest rest = new FlinkRest(flink.address()).savepoints();

    @AfterEach
    void stop() {
        flink.close();
    }

    @Test
    void asksForASavepointWithCancel() throws Exception {
        flink.answer("/jobs/j/savepoints", 202, "{'request-id':'r'}");

        assertThat(rest.triggerAndCancel("j", "file:///s")).isEqualTo("r");
        assertThat(flink.requests()).containsExactly("POST /jobs/j/savepoints");
        assertThat(flink.bodies())
                .containsExactly("{\"target-directory\":\"file:///s\",\"cancel-job\":true}");
    }

    @Test
    void knowsOneThatIsNotWholeYet() throws Exception {
        flink.answer("/jobs/j/savepoints/r", "{'status':{'id':'IN_PROGRESS'},'operation':null}");

        assertThat(rest.state("j", "r").isInProgress()).isTrue();
    }

    @Test
    void readsWhereItIs() throws Exception {
        flink.answer(
                "/jobs/j/savepoints/r",
                "{'status':{'id':'COMPLETED'},'operation':{'location':'file:/s/savepoint-1'}}");

        assertThat(rest.state("j", "r"))
                .isEqualTo(
                        new SavepointState(Optional.of("file:/s/savepoint-1"), Optional.empty()));
    }

    @Test
    void takesNoFailureForCompleted() throws Exception {
        flink.answer(
                "/jobs/j/savepoints/r",
                "{'status':{'id':'COMPLETED'},'operation':{'failure-cause':{'class':'a.B',"
                        + "'stack-trace':'java.util.concurrent.CompletionException: x\\n\\tat a.b\\n"
                        + "Caused by: java.lang.Exception: Checkpoint failed\\n\\tat c.d\\n"
                        + "Caused by: java.lang.Exception: Checkpoint expired before completing\\n'}}}");

        assertThat(rest.state("j", "r").failure()).contains("Checkpoint expired before completing");
        assertThat(rest.state("j", "r").isInProgress()).isFalse();
    }

    @Test
    void saysSomethingOfAFailureWithoutWords() throws Exception {
        flink.answer(
                "/jobs/j/savepoints/r",
                "{'status':{'id':'COMPLETED'},'operation':{'failure-cause':{'class':'a.B'}}}");

        assertThat(rest.state("j", "r").failure()).contains("a.B");
    }

    @Test
    void readsWhenAJobEnded() throws Exception {
        flink.answer("/jobs/j", "{'state':'CANCELED','end-time':5000}");
        assertThat(rest.endedAt("j")).contains(Instant.ofEpochSecond(5));

        flink.answer("/jobs/j", "{'state':'RUNNING','end-time':-1}");
        assertThat(rest.endedAt("j")).isEmpty();
    }

    @Test
    void hasASavepointDeleted() throws Exception {
        flink.answer("/savepoint-disposal", 202, "{'request-id':'r'}");

        rest.dispose("file:/s/savepoint-1");

        assertThat(flink.bodies()).containsExactly("{\"savepoint-path\":\"file:/s/savepoint-1\"}");
    }
}
