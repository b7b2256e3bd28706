package io.flinkvariance.hadoop;

import static io.flinkvariance.hadoop.ServerAnswersTest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SchedulerQueuesTest {
    /** Of the capacity scheduler, without what is not read. */
    static final String CAPACITY =
            """
            {"scheduler":{"schedulerInfo":{"type":"capacityScheduler","capacity":100.0,"queueName":"root","queues":{"queue":[
            {"type":"capacitySchedulerLeafQueueInfo","queueName":"default","state":"RUNNING"},
            {"queueName":"team","state":"RUNNING","queues":{"queue":[
            {"type":"capacitySchedulerLeafQueueInfo","queueName":"batch","state":"STOPPED","resourcesUsed":{"memory":0}}]}}]}}}}
            """;

    /** Of the fair scheduler, which says no state. */
    private static final String FAIR =
            """
            {"scheduler":{"schedulerInfo":{"type":"fairScheduler","rootQueue":{"queueName":"root","childQueues":{"queue":[
            {"type":"fairSchedulerLeafQueueInfo","queueName":"root.default"},
            {"queueName":"root.team","childQueues":{"queue":[
            {"type":"fairSchedulerLeafQueueInfo","queueName":"root.team.default"}]}}]}}}}}
            """;

    private static SchedulerQueues of(String answer) throws UnreadableAnswerException {
        return SchedulerQueues.read(json(answer));
    }

    @Test
    void areLeavesOfTheTree() throws Exception {
        assertThat(of(CAPACITY).called("root")).isEmpty();
        assertThat(of(FAIR).open()).containsExactly("root.default", "root.team.default");
    }

    @Test
    void areMeantByTheirNameOrTheirPath() throws Exception {
        SchedulerQueues queues = of(CAPACITY);

        assertThat(queues.called("batch")).containsExactly("root.team.batch");
        assertThat(queues.called("root.team.batch")).containsExactly("root.team.batch");
        assertThat(queues.called("team")).isEmpty();
        assertThat(queues.called("atch")).isEmpty();
        assertThat(of(FAIR).called("default")).containsExactly("root.default", "root.team.default");
    }

    @Test
    void takeApplicationsUnlessTheyAreStopped() throws Exception {
        assertThat(of(CAPACITY).takes("root.default")).isTrue();
        assertThat(of(CAPACITY).takes("root.team.batch")).isFalse();
        assertThat(of(FAIR).takes("root.default")).isTrue();
        assertThat(of(CAPACITY).open()).containsExactly("root.default");
    }

    @Test
    void areNotThereWithTheFifoScheduler() throws Exception {
        assertThat(
                        of("{\"scheduler\":{\"schedulerInfo\":{\"type\":\"fifoScheduler\",\"qstate\":\"RUNNING\"}}}")
                                .isEmpty())
                .isTrue();
    }

    @Test
    void areNotReadOutOfAnythingElse() {
        assertThatThrownBy(() -> of("{}")).hasMessage("there is no scheduler in it");
    }
}
