package io.flinkvariance.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.error.JobUnknownException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckpointsRestTest {
    private final StubFlink flink = new StubFlink();
    private final CheckpointsRest rest = new FlinkRest(flink.address()).checkpoints();

    @AfterEach
    void stop() {
        flink.close();
    }

    @Test
    void readsCountsDurationsAndWhatIsUnderWay() throws Exception {
        flink.answer(
                "/jobs/j/checkpoints",
                "{'counts':{'restored':1,'total':6,'in_progress':1,'completed':3,'failed':2},"
                        + "'summary':{'state_size':{'min':90,'max':412,'avg':300},"
                        + "'end_to_end_duration':{'min':1200,'max':9800,'avg':4100},"
                        + "'alignment_buffered':{'min':0,'max':8192,'avg':10}},"
                        + "'history':[{'id':6,'status':'IN_PROGRESS'},"
                        + "{'id':5,'status':'COMPLETED'},"
                        + "{'id':4,'status':'FAILED',"
                        + "'failure_message':'Checkpoint expired before completing'},"
                        + "{'id':2,'status':'FAILED','failure_message':"
                        + "'Checkpoint failed: Checkpoint Coordinator is suspending.'}]}");

        CheckpointStatistics statistics = rest.of("j");

        assertThat(statistics)
                .isEqualTo(
                        new CheckpointStatistics(
                                1,
                                3,
                                2,
                                Optional.of(
                                        new CheckpointStatistics.Spread(
                                                Duration.ofMillis(1200),
                                                Duration.ofMillis(4100),
                                                Duration.ofMillis(9800))),
                                412,
                                8192,
                                OptionalLong.of(6),
                                List.of(
                                        new CheckpointStatistics.Failure(
                                                4, "Checkpoint expired before completing"),
                                        new CheckpointStatistics.Failure(
                                                2,
                                                "Checkpoint failed: Checkpoint Coordinator is"
                                                        + " suspending."))));
        assertThat(statistics.failures())
                .extracting(CheckpointStatistics.Failure::isEndOfJob)
                .containsExactly(false, true);
    }

    @Test
    void hasNoDurationBeforeTheFirstIsWhole() throws Exception {
        flink.answer(
                "/jobs/j/checkpoints",
                "{'counts':{'restored':0,'completed':0,'failed':0},"
                        + "'summary':{'state_size':{'max':0},"
                        + "'end_to_end_duration':{'min':0,'max':0,'avg':0},"
                        + "'alignment_buffered':{'max':-1}},'history':[]}");

        assertThat(rest.of("j"))
                .isEqualTo(
                        new CheckpointStatistics(
                                0, 0, 0, Optional.empty(), 0, 0, OptionalLong.empty(), List.of()));
    }

    @Test
    void takesAJobWithoutAnyForUnknownAsFlinkDoes() {
        flink.answer("/jobs/j/checkpoints", 404, "{'errors':['Checkpointing is not enabled']}");

        assertThatThrownBy(() -> rest.of("j")).isInstanceOf(JobUnknownException.class);
    }
}
