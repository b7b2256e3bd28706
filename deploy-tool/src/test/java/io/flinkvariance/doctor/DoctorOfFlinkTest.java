package io.flinkvariance.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.cluster.InfluxSettings;
import io.flinkvariance.doctor.Finding.Verdict;
import io.flinkvariance.influxdb.StubInflux;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checks of what is installed and of what runs. */
class DoctorOfFlinkTest extends DoctorCase {
    @Test
    void saysWhatToTypeWhereBuffersWouldHideTheStragglerForTooLong() throws Exception {
        assertThat(of(examine(), Verdict.NOTE))
                .anyMatch(
                        text ->
                                text.matches(
                                        "\\[localhost] buffers: 32768/2/8\\. constant-straggler:"
                                                + " The buffers .* hide the straggler at first: .* A"
                                                + " run of 600 s would give no result\\. Try:"
                                                + " flink_buffers: small in"
                                                + " ansible/group_vars/all\\.yml, and then cd ansible"
                                                + " && ansible-playbook rolling\\.yml; or run"
                                                + " --max-time \\d\\dm"));

        rest.answer(
                "/jobmanager/config",
                "[{'key':'taskmanager.memory.segment-size','value':'4096'},"
                        + "{'key':'taskmanager.network.memory.floating-buffers-per-gate','value':'1'}]");
        assertThat(of(examine(), Verdict.OK))
                .anyMatch(text -> text.startsWith("[localhost] buffers: 4096/2/1. "));
    }

    @Test
    void wantsASecondTaskManagerWhereOneOfThemIsToBeSlow() throws Exception {
        scenario = "hot-host";
        rest.answer("/overview", OVERVIEW.formatted(1, 4, 0));

        assertThat(of(examine(), Verdict.FAULT))
                .contains(
                        "hot-host: with straggler.scope=task-manager one TaskManager is slow and"
                                + " others are not, but there is only one. Try: two or more,"
                                + " --workers 2 where the tool starts them");

        rest.answer("/overview", OVERVIEW.formatted(2, 4, 0));
        assertThat(of(examine(), Verdict.FAULT)).noneMatch(text -> text.contains("hot-host"));
    }

    @Test
    void noticesTaskManagersThatRunWithAnotherConfigurationThanTheJobManager() throws Exception {
        rest.answer(
                        "/jobmanager/config",
                        "[{'key':'taskmanager.numberOfTaskSlots','value':'2'},"
                                + "{'key':'taskmanager.memory.segment-size','value':'32kb'}]")
                .answer(
                        "/taskmanagers",
                        "{'taskmanagers':["
                                + "{'id':'of-n2','path':'akka.tcp://flink@n2:6140/user/t','slotsNumber':4},"
                                + "{'id':'of-n3','path':'akka.tcp://flink@n3:6140/user/t','slotsNumber':2}]}")
                .answer(
                        "/taskmanagers/of-n2",
                        "{'metrics':{'heapMax':966367641,'memorySegmentsTotal':26214}}")
                .answer(
                        "/taskmanagers/of-n3",
                        "{'metrics':{'heapMax':966367641,'memorySegmentsTotal':3276}}");

        assertThat(of(examine(), Verdict.FAULT))
                .containsExactly(
                        "[localhost] configuration: the JobManager's says"
                                + " taskmanager.numberOfTaskSlots: 2, and TaskManagers registered with"
                                + " 4 on n2, so they were started with another one. Try: cd ansible &&"
                                + " ansible-playbook rolling.yml, or deploy-tool cluster restart",
                        "[localhost] configuration: the JobManager's says"
                                + " taskmanager.memory.segment-size: 32768, with which the TaskManager"
                                + " on n2 would have about 3277 buffers, and it has 26214, so it was"
                                + " started with another one. Try: cd ansible && ansible-playbook"
                                + " rolling.yml, or deploy-tool cluster restart");
    }

    @Test
    void namesAJavaThatFlinkDoesNotRunOn() throws Exception {
        flink.javaIs("17.0.9");

        assertThat(of(examine(), Verdict.FAULT))
                .contains(
                        "[n2] java: 17.0.9, and the processes of Flink 1.8.1 run on Java 8."
                                + " Try: ansible-playbook site.yml");
    }

    @Test
    void namesAFolderWithoutFlink() throws Exception {
        Files.delete(flink.home().resolve("lib/flink-dist_2.11-1.8.1.jar"));

        assertThat(of(examine(), Verdict.FAULT))
                .contains(
                        "[n2] flink: there is none in %s. Try: flink.home in cluster.properties, or ansible-playbook site.yml"
                                .formatted(flink.home()));
    }

    @Test
    void findsTheVersionWhereEachModuleHasAJarOfItsOwn() throws Exception {
        Path library = flink.home().resolve("lib");
        Files.move(
                library.resolve("flink-dist_2.11-1.8.1.jar"),
                library.resolve("flink-core-1.8.1.jar"));

        assertThat(of(examine(), Verdict.OK)).contains("[n2] flink: 1.8.1");
    }

    @Test
    void namesTaskManagersThatAreMissingAndSlotsThatAreTaken() throws Exception {
        rest.answer("/overview", OVERVIEW.formatted(1, 0, 1))
                .answer("/taskmanagers", taskManagers("n2"));

        assertThat(of(examine(), Verdict.FAULT))
                .containsExactly(
                        "[localhost] TaskManagers: 1 of 2 are registered, missing on n3."
                                + " Try: deploy-tool cluster start, and deploy-tool cluster logs",
                        "[localhost] slots: 0 of 4 are free, and constant-straggler needs 4."
                                + " Try: deploy-tool jobs, and deploy-tool cancel");
    }

    @Test
    void takesAClusterThatIsDownForOneThatARunWouldStart() throws Exception {
        rest.close();

        List<Finding> findings = examine();

        assertThat(of(findings, Verdict.FAULT)).isEmpty();
        assertThat(of(findings, Verdict.NOTE))
                .containsExactly(
                        "[localhost] Flink: no answer at 127.0.0.1:%d; a run would start it."
                                        .formatted(rest.address().getPort())
                                + " Try: deploy-tool cluster start");
    }

    @Test
    void namesATaskManagerWhoseMetricsDoNotArrive() throws Exception {
        rest.answer("/taskmanagers/of-n3/metrics", "[]");

        assertThat(of(examine(), Verdict.FAULT))
                .containsExactly(
                        "[localhost] metrics: none arrive at the JobManager from n3. Try:"
                                + " metrics.internal.query-service.port in flink-conf.yaml, and the"
                                + " firewall between them");
    }

    @Test
    void hasANoteOfAnInfluxDbThatNoRunNeeds() throws Exception {
        StubInflux influx = new StubInflux();
        String host = influx.address().host();
        int port = influx.address().port();
        influxDb =
                Optional.of(
                        new InfluxSettings(
                                host, port, "flink", Optional.empty(), Optional.empty()));
        assertThat(of(examine(), Verdict.OK))
                .contains("[%s:%d] InfluxDB: it takes series for flink".formatted(host, port));

        influx.close();
        List<Finding> findings = examine();
        assertThat(of(findings, Verdict.FAULT)).isEmpty();
        assertThat(of(findings, Verdict.NOTE))
                .contains(
                        "[%s:%d] asking InfluxDB for its version: connection refused. Try: deploy-tool metrics doctor"
                                .formatted(host, port));
    }

    @Test
    void triesTheDatabaseThatMetricsGoTo() throws Exception {
        rest.answer(
                "/jobmanager/config",
                "[{\"key\":\"metrics.reporter.influxdb.host\",\"value\":\"127.0.0.1\"},"
                        + "{\"key\":\"metrics.reporter.influxdb.port\",\"value\":\"1\"}]");

        List<Finding> findings = examine();

        assertThat(of(findings, Verdict.NOTE))
                .contains(
                        "[n2] reaching 127.0.0.1:1: nobody listens. Try: deploy-tool cluster"
                                + " status");
        assertThat(of(findings, Verdict.OK))
                .contains(
                        "[localhost] metrics reporters: they send to 127.0.0.1:1, which the nodes"
                                + " tried to reach above");
    }
}
