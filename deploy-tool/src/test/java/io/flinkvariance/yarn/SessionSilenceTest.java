package io.flinkvariance.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.error.DeployException;
import io.flinkvariance.error.JobUnknownException;
import io.flinkvariance.error.UnreachableException;
import io.flinkvariance.hadoop.Applications;
import io.flinkvariance.hadoop.ContainerSizes;
import io.flinkvariance.hadoop.YarnProperties;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.LocalHost;
import io.flinkvariance.host.SshSettings;
import io.flinkvariance.rest.StubFlink;
import io.flinkvariance.time.Ticker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of a JobManager that does not answer. */
class SessionSilenceTest {
    private static final String APPLICATION = "application_1_0001";
    private final UnreachableException silent =
            new UnreachableException("[n1] asking Flink for /jobs/j: no answer");

    @TempDir Path conf;

    private final StubFlink resourceManager = new StubFlink();
    private final StubFlink nodeManager = new StubFlink();
    private Duration now = Duration.ZERO;
    private SessionSilence silence;

    @BeforeEach
    void prepare() throws Exception {
        site("core-site.xml", "fs.defaultFS", "hdfs://n1:8020");
        site("yarn-site.xml", "yarn.resourcemanager.webapp.address", resourceManager.authority());
        YarnProperties properties =
                new YarnProperties(
                        Path.of("yarn.properties"),
                        new SshSettings(
                                "n1",
                                22,
                                "hadoop",
                                Optional.empty(),
                                Path.of("known_hosts"),
                                Optional.empty()),
                        Optional.of(conf.toString()),
                        Optional.empty(),
                        "/usr/lib/flink",
                        new ContainerSizes(1024, 1024, 4),
                        Optional.empty());
        Host master = new LocalHost(Map.of());
        Ticker ticker =
                new Ticker() {
                    @Override
                    public long nanos() {
                        return now.toNanos();
                    }

                    @Override
                    public void pause(Duration length) {
                        now = now.plus(length);
                    }
                };
        silence =
                new SessionSilence(
                        "n1",
                        APPLICATION,
                        new Applications(master, properties),
                        new Diagnostics("n1", properties),
                        ticker);
        application("RUNNING");
        node("RUNNING");
    }

    private void site(String name, String key, String value) throws Exception {
        Files.writeString(
                conf.resolve(name),
                "<configuration><property><name>%s</name><value>%s</value></property></configuration>"
                        .formatted(key, value));
    }

    private void application(String state) {
        resourceManager.answer(
                "/ws/v1/cluster/apps/" + APPLICATION,
                "{'app':{'id':'%s','state':'%s','diagnostics':'','amRPCAddress':'n2:34567'}}"
                        .formatted(APPLICATION, state));
    }

    private void node(String state) {
        resourceManager.answer(
                "/ws/v1/cluster/nodes",
                "{'nodes':{'node':[{'nodeHostName':'n3','state':'LOST'},{'nodeHostName':'n2','state':'%s','nodeHTTPAddress':'%s'}]}}"
                        .formatted(state, nodeManager.authority()));
    }

    @AfterEach
    void close() {
        resourceManager.close();
        nodeManager.close();
    }

    private DeployException after(int seconds) throws InterruptedException {
        now = now.plusSeconds(seconds);
        return silence.meaning(silent);
    }

    @Test
    void saysNothingMoreWhereTheNodeAnswers() throws Exception {
        for (int call = 0; call < 5; call++) {
            assertThat(after(20)).isSameAs(silent);
        }
    }

    @Test
    void saysThatTheNodeIsSilentToo() throws Exception {
        nodeManager.cutOff();

        assertThat(after(0))
                .isInstanceOf(UnreachableException.class)
                .hasMessage(
                        "[n1] asking Flink for /jobs/j: no answer; node n2 is lost: its NodeManager does not answer");
    }

    @Test
    void saysThatYarnHasLostTheNode() throws Exception {
        node("LOST");

        assertThat(after(0))
                .hasMessage(
                        "[n1] asking Flink for /jobs/j: no answer; node n2 is lost: YARN has it as LOST");
    }

    @Test
    void givesASessionUpWhoseNodeIsLostForLongerThanFlinkWaits() throws Exception {
        nodeManager.cutOff();
        after(0);
        after(30);
        assertThat(after(29)).isInstanceOf(UnreachableException.class);

        assertThat(after(1))
                .isInstanceOf(JobUnknownException.class)
                .hasMessage(
                        "[n1] application_1_0001 on YARN: n2, the node of its JobManager, has been lost for 60 s: its NodeManager does not answer. Try: yarn node -list -all there");
    }

    @Test
    void beginsAnewWhenTheNodeWasBackInBetween() throws Exception {
        nodeManager.cutOff();
        after(0);
        after(30);
        nodeManager.connect();
        assertThat(after(10)).isSameAs(silent);
        nodeManager.cutOff();

        assertThat(after(20)).isInstanceOf(UnreachableException.class);
        // With the JobManager back nobody asks.
        assertThat(after(41)).isInstanceOf(UnreachableException.class);
        assertThat(after(30)).isInstanceOf(UnreachableException.class);
        assertThat(after(30)).isInstanceOf(JobUnknownException.class);
    }

    @Test
    void saysNothingOfTheNodeWhereNobodyCanBeAsked() throws Exception {
        nodeManager.cutOff();
        resourceManager.cutOff();

        assertThat(after(0)).isSameAs(silent);
        assertThat(after(100)).isSameAs(silent);
    }

    @Test
    void tellsWhyASessionHasEnded() throws Exception {
        application("FAILED");

        assertThat(after(0))
                .isInstanceOf(JobUnknownException.class)
                .hasMessageContaining("it has ended, FAILED");
    }
}
