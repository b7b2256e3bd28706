package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Whether YARN has room, and the master what a client needs. */
class YarnDoctorRoomTest extends YarnDoctorCase {
    private static final String SCHEDULER = "/ws/v1/cluster/scheduler";

    @Test
    void tellsAResourceManagerThatDoesNotAnswer() throws Exception {
        resourceManager.close();

        assertThat(faults())
                .containsExactly(
                        "FAULT    [localhost] ResourceManager: %s: no answer. Try: systemctl status hadoop-yarn-resourcemanager on its host"
                                .formatted(resourceManager.authority()));
    }

    @Test
    void tellsThatNoNodeIsActive() throws Exception {
        nodes(NODE.formatted(2, 2048, 4).replace("RUNNING", "LOST"));

        assertThat(faults())
                .containsExactly(
                        "FAULT    [localhost] ResourceManager: no node is active. Try: yarn node -list -all there");
    }

    @Test
    void tellsThatNoNodeHasEnoughCores() throws Exception {
        nodes(NODE.formatted(2, 4096, 2));

        assertThat(faults())
                .containsExactly(
                        "FAULT    [localhost] virtual cores: a TaskManager of 4 slots asks for as many, and no node has more than 2. Try: yarn.slots=2 in FILE");
    }

    @Test
    void tellsThatThereIsNoRoom() throws Exception {
        properties.put("yarn.slots", "1");

        assertThat(faults())
                .containsExactly(
                        "FAULT    [localhost] memory: there is no room for a JobManager of 1024 MB and 4 TaskManagers of 1024 MB: the nodes have [2048, 1024] MB free. Try: yarn application -list there, or a smaller yarn.taskManagerMb in FILE");
    }

    @Test
    void countsMemoryAsYarnHandsItOut() throws Exception {
        properties.put("yarn.taskManagerMb", "1100");
        nodes(NODE.formatted(2, 2100, 4), NODE.formatted(3, 900, 4));

        assertThat(faults())
                .singleElement()
                .asString()
                .contains("a JobManager of 1024 MB and 1 TaskManager of 2048 MB");
    }

    @Test
    void tellsThatAQueueIsNotThere() throws Exception {
        queues("a");

        assertThat(faults())
                .containsExactly(
                        "FAULT    [localhost] queue a: there is no such queue that takes applications. Try: yarn.queue in FILE, one of root.default, root.x.twice, root.y.twice");
    }

    @Test
    void tellsThatAQueueCannotBeUsed() throws Exception {
        queues("stopped");
        assertThat(faults())
                .containsExactly(
                        "FAULT    [localhost] queue stopped: it is stopped. Try: state RUNNING in capacity-scheduler.xml, then yarn rmadmin -refreshQueues there");

        queues("twice");
        assertThat(faults())
                .singleElement()
                .asString()
                .startsWith(
                        "FAULT    [localhost] queue twice: it may be any of root.x.twice, root.y.twice. Try: ");
    }

    @Test
    void namesNoQueueWhereAllAreStopped() throws Exception {
        properties.put("yarn.queue", "a");
        resourceManager.answer(
                SCHEDULER,
                "{'scheduler':{'schedulerInfo':{'queueName':'root','queues':{'queue':["
                        + "{'queueName':'default','state':'STOPPED'},"
                        + "{'queueName':'x','state':'DRAINING'}]}}}}");

        assertThat(faults())
                .containsExactly(
                        "FAULT    [localhost] queue a: there is no such queue that takes applications. Try: as all are stopped, for one of them state RUNNING in capacity-scheduler.xml, then yarn rmadmin -refreshQueues there");
    }

    @Test
    void findsAQueueThatIsThere() throws Exception {
        queues("y.twice");

        assertThat(doctor().out()).contains("[localhost] queue y.twice: takes applications");
    }

    private void queues(String asked) {
        properties.put("yarn.queue", asked);
        resourceManager.answer(
                SCHEDULER,
                "{'scheduler':{'schedulerInfo':{'queueName':'root','queues':{'queue':["
                        + "{'queueName':'default','state':'RUNNING'},"
                        + "{'queueName':'x','queues':{'queue':[{'queueName':'twice'}]}},"
                        + "{'queueName':'y','queues':{'queue':[{'queueName':'twice'}]}},"
                        + "{'queueName':'stopped','state':'STOPPED'}]}}}}");
    }

    @Test
    void tellsThatHadoopsClassesAreMissing() throws Exception {
        Files.delete(folder.resolve("hadoop/lib/hadoop-yarn-client-2.8.5.jar"));

        assertThat(faults())
                .containsExactly(
                        "FAULT    [localhost] Hadoop's classes: hadoop classpath names no jar of hadoop-yarn-client. Try: hadoop.home=<the folder whose bin has hadoop> in FILE; by hand: export HADOOP_CLASSPATH=$(hadoop classpath)");

        properties.put("hadoop.home", "/nowhere");
        assertThat(faults())
                .singleElement()
                .asString()
                .startsWith(
                        "FAULT    [localhost] Hadoop's classes: there is no command hadoop, and HADOOP_CLASSPATH names no jar of hadoop-common. Try: ");
    }

    @Test
    void tellsWhatIsWrongWithFlink() throws Exception {
        Path lib = folder.resolve("flink/lib");
        Files.delete(lib.resolve("flink-yarn_2.11-1.8.1.jar"));
        Files.move(
                lib.resolve("flink-dist_2.11-1.8.1.jar"), lib.resolve("flink-dist_2.11-1.9.0.jar"));

        assertThat(faults())
                .containsExactly(
                        "FAULT    [localhost] Flink: HERE/flink has version 1.9.0, and this kit is for Flink 1.8.1. Try: flink.home=<the folder of a Flink 1.8.1> in FILE; EMR 5.27 has one",
                        "FAULT    [localhost] Flink's yarn jar: no jar in HERE/flink/lib has its client of YARN. Try: flink-yarn_2.11-1.8.1.jar of Maven Central in that folder");

        properties.put("flink.home", "/nowhere");
        assertThat(faults())
                .first()
                .isEqualTo(
                        "FAULT    [localhost] Flink: there is no /nowhere/bin/flink. Try: flink.home=<the folder of a Flink 1.8.1> in FILE");
    }
}
