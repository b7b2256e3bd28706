package io.flinkvariance.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.flinkvariance.error.ClusterStateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who is there, and how they start and stop. */
class StandaloneClusterMembersTest extends StandaloneClusterCase {
    @Test
    void hasTheSlotsThatItsTaskManagersRegisteredWith() throws Exception {
        flink.answer(
                        "/jobmanager/config",
                        "[{'key':'taskmanager.numberOfTaskSlots','value':'2'},"
                                + "{'key':'web.tmpdir','value':'/t'}]")
                .answer(
                        "/taskmanagers",
                        "{'taskmanagers':["
                                + "{'id':'a','path':'akka.tcp://flink@n2:6140/user/t','slotsNumber':4},"
                                + "{'id':'b','path':'akka.tcp://flink@n3:6140/user/t','slotsNumber':4}]}");

        assertThat(cluster().flinkConf())
                .containsExactly(entry("taskmanager.numberOfTaskSlots", "4"));
        assertThat(notes)
                .containsExactly(
                        "[far] configuration: the JobManager's says taskmanager.numberOfTaskSlots: 2,"
                                + " and TaskManagers registered with 4 on n2, 4 on n3, so they were"
                                + " started with another one. Try: cd ansible && ansible-playbook"
                                + " rolling.yml, or deploy-tool cluster restart");
    }

    @Test
    void tellsHowManyTaskManagersAreThereWhenSomeAreMissing() throws Exception {
        flink.answer("/overview", "{'taskmanagers':1}");

        assertThat(cluster().taskManagers()).isEqualTo(1);
        assertThat(notes)
                .containsExactly(
                        "[far] 1 of 2 TaskManagers are registered. To have them all: deploy-tool cluster start");
    }

    @Test
    void sparesRunningJobsWhenItIsToStop() throws Exception {
        flink.answer(
                "/jobs/overview",
                "{'jobs':[{'jid':'a','name':'mine','state':'RUNNING'},{'jid':'b','name':'old','state':'FINISHED'}]}");
        ClusterConnection connection = cluster().connection();

        assertThatThrownBy(() -> connection.stop(false))
                .isInstanceOf(ClusterStateException.class)
                .hasMessage(
                        "[far] stopping: jobs run and would end: mine. Try: deploy-tool cancel, or --force");
    }

    @Test
    void doesNotStopAJobManagerThatCannotSayWhetherJobsRun() throws Exception {
        Path calls = folder.resolve("calls");
        installed.stops("echo call >>" + calls);
        ClusterConnection connection = cluster().connection();
        flink.close();
        // Its arguments are all that it has in common with one.
        Process jobManager =
                new ProcessBuilder("sh", "-c", "read end", "StandaloneSessionClusterEntrypoint")
                        .start();
        try {
            assertThatThrownBy(() -> connection.stop(false))
                    .isInstanceOf(ClusterStateException.class)
                    .hasMessage(
                            "[far] stopping: a JobManager runs and does not answer, so nobody knows"
                                    + " whether jobs run. Try: again, deploy-tool cluster logs, or"
                                    + " --force");
        } finally {
            jobManager.destroyForcibly().waitFor();
        }
        assertThat(calls).doesNotExist();
    }

    @Test
    void namesTheHostsWhoseTaskManagersAreMissing() throws Exception {
        flink.answer(
                "/taskmanagers",
                "{'taskmanagers':[{'id':'a','path':'akka.tcp://flink@n3:6140/user/taskmanager_0'}]}");

        assertThat(cluster().connection().missingTaskManagers()).containsExactly("n2");
    }

    @Test
    void startsTheTaskManagersThatAreMissingAndNoOthers() throws Exception {
        flink.answer("/overview", "{'taskmanagers':0}");
        Files.writeString(installed.home().resolve("conf/slaves"), "localhost\n127.0.0.1\n");
        Path started = folder.resolve("started");
        installed.startsTaskManagers("echo \"$@\" >>" + started);
        ClusterConnection connection = cluster().connection();
        flink.answer(
                "/taskmanagers",
                "{'taskmanagers':[{'id':'a','path':'akka.tcp://flink@localhost:6140/user/taskmanager_0'}]}");
        flink.when("GET /taskmanagers", () -> flink.answer("/overview", "{'taskmanagers':2}"));

        Process runs = runningTaskManager();
        try {
            connection.start(notes::add, Duration.ZERO);
        } finally {
            runs.destroyForcibly().waitFor();
        }

        assertThat(notes).last().isEqualTo("[far] starting TaskManagers on 127.0.0.1");
        assertThat(started).hasContent("start");
    }

    @Test
    void startsOthersInPlaceOfThoseThatHaveEndedAndStillCountAsRegistered() throws Exception {
        Files.writeString(installed.home().resolve("conf/slaves"), "localhost\nlocalhost # two\n");
        Path started = folder.resolve("started");
        installed.startsTaskManagers("echo \"$@\" >>" + started);
        ClusterConnection connection = cluster().connection();
        String registered =
                "{'id':'%s','path':'akka.tcp://flink@localhost:6140/user/taskmanager_0'}";
        String both = registered.formatted("a") + "," + registered.formatted("b");
        flink.answer("/taskmanagers", "{'taskmanagers':[%s]}".formatted(both));
        // Asked before it starts one, and then until there is another.
        AtomicInteger asked = new AtomicInteger();
        String withAnother = both + "," + registered.formatted("c");
        flink.when(
                "GET /taskmanagers",
                () -> {
                    if (asked.incrementAndGet() > 1) {
                        flink.answer(
                                "/taskmanagers", "{'taskmanagers':[%s]}".formatted(withAnother));
                    }
                });

        Process runs = runningTaskManager();
        try {
            connection.start(notes::add, Duration.ZERO);
        } finally {
            runs.destroyForcibly().waitFor();
        }

        assertThat(notes)
                .last()
                .isEqualTo("[far] starting TaskManagers on localhost, whose processes have ended");
        assertThat(started).hasContent("start");
    }

    @Test
    void saysThatThoseItStartedInPlaceOfOthersDoNotRegister() throws Exception {
        Files.writeString(installed.home().resolve("conf/slaves"), "localhost\nlocalhost\n");
        installed.startsTaskManagers("true");
        ClusterConnection connection = cluster().connection();
        EndedTaskManagers ended = new EndedTaskManagers(connection, notes::add);

        Process runs = runningTaskManager();
        try {
            assertThatThrownBy(() -> ended.replace(Duration.ZERO, Duration.ZERO))
                    .isInstanceOf(ClusterStateException.class)
                    .hasMessage(
                            "[far] waiting for TaskManagers: those started on localhost are not"
                                    + " registered after 0 s. Try: deploy-tool cluster logs, and"
                                    + " ssh from the JobManager to them");
        } finally {
            runs.destroyForcibly().waitFor();
        }
    }

    /** Its arguments are all that it has in common with one. */
    private static Process runningTaskManager() throws IOException {
        return new ProcessBuilder("sh", "-c", "read end", "TaskManagerRunner").start();
    }

    @Test
    void stopsUntilTheScriptFindsNoProcessMore() throws Exception {
        Path calls = folder.resolve("calls");
        String nothing = "No standalonesession daemon to stop on host far.";
        installed.stops(
                """
                echo call >>%1$s
                case $(wc -l <%1$s) in
                1) echo 'No standalonesession daemon (pid: 7) is running anymore on far.' ;;
                2) echo 'Stopping standalonesession daemon (pid: 6) on host far.' ;;
                *) echo '%2$s' ;;
                esac
                """
                        .formatted(calls, nothing));

        new FlinkHome(host, installed.home().toString()).stopCluster();

        assertThat(calls).hasContent("call\ncall\ncall");
    }

    @Test
    void saysWhereItAskedAClusterThatDoesNotAnswer() throws Exception {
        ClusterConnection connection = cluster().connection();
        flink.close();

        assertThatThrownBy(connection::requireUp)
                .isInstanceOf(ClusterStateException.class)
                .hasMessage(
                        "[far] asking the JobManager at 127.0.0.1:%d: no answer. Try: deploy-tool cluster start",
                        flink.address().getPort());
    }
}
