package io.flinkvariance.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Java is called with; a daemon in the foreground gets what one in the background gets. */
class JavaCommandIT {
    @TempDir Path folder;
    private Sandbox sandbox;

    @BeforeEach
    void unpack() {
        sandbox = new Sandbox(folder);
        sandbox.write(sandbox.home.resolve("lib/a.jar"), "");
        sandbox.write(sandbox.home.resolve("lib/b.jar"), "");
        sandbox.configure("");
    }

    @Test
    void startsAJobManager() {
        List<String> arguments = jobManager();

        assertThat(arguments)
                .containsSubsequence(
                        "-Dlog4j.configuration=file:" + conf("log4j-console.properties"),
                        "-classpath",
                        sandbox.home.resolve("lib/a.jar") + ":" + sandbox.home.resolve("lib/b.jar"),
                        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                        "--configDir",
                        sandbox.home.resolve("conf").toString(),
                        "--executionMode",
                        "cluster")
                .doesNotContain("--host", "--webui-port");
    }

    @Test
    void passesTheJobManagersHostAndPortOn() {
        assertThat(
                        sandbox.javaArguments(
                                Map.of(), "jobmanager.sh", "start-foreground", "10.0.0.1", "8082"))
                .endsWith("--host", "10.0.0.1", "--webui-port", "8082");
    }

    @Test
    void startsATaskManager() {
        assertThat(taskManager())
                .endsWith(
                        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                        "--configDir",
                        sandbox.home.resolve("conf").toString());
    }

    @Test
    void leavesTheMemoryToJavaIfNothingIsConfigured() {
        assertThat(jobManager()).noneMatch(argument -> argument.startsWith("-X"));
        assertThat(taskManager()).noneMatch(argument -> argument.startsWith("-Xm"));
    }

    @ParameterizedTest
    @CsvSource({
        "jobmanager.heap.size: 1g, -Xms1024m, -Xmx1024m",
        "jobmanager.heap.mb: 700, -Xms700m, -Xmx700m"
    })
    void givesTheJobManagerAllOfItsMemory(String line, String least, String most) {
        sandbox.configure(line);

        assertThat(jobManager()).contains(least, most);
    }

    @ParameterizedTest
    @CsvSource({
        // A tenth of it, but at least 64 and at most 1024 MiB, is for the network.
        "taskmanager.heap.size: 1000m, -Xms900m, -Xmx900m",
        "taskmanager.heap.size: 512m, -Xms448m, -Xmx448m",
        "taskmanager.heap.size: 20g, -Xms19456m, -Xmx19456m",
        "taskmanager.heap.mb: 1000, -Xms900m, -Xmx900m"
    })
    void givesTheTaskManagerWhatTheNetworkLeaves(String line, String least, String most) {
        sandbox.configure(line);

        assertThat(taskManager()).contains(least, most, "-XX:MaxDirectMemorySize=8388607T");
    }

    @Test
    void takesTheNetworksShareFromTheConfiguration() {
        sandbox.configure(
                "taskmanager.heap.size: 1000m",
                "taskmanager.network.memory.fraction: 0.2",
                "taskmanager.network.memory.max: 150m");

        assertThat(taskManager()).contains("-Xmx850m");
    }

    @Test
    void refusesMemoryThatIsNone() {
        sandbox.configure("taskmanager.heap.size: lots");

        Sandbox.Result result = sandbox.run("taskmanager.sh", "start");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.lines())
                .containsExactly(
                        "[ERROR] taskmanager.heap.size is no size: lots. Try:"
                                + " taskmanager.heap.size: 1024m");
        assertThat(sandbox.pidFile("taskexecutor")).doesNotExist();
    }

    @Test
    void choosesTheCollectorOnlyIfThereAreNoJavaOptions() {
        assertThat(taskManager()).contains("-XX:+UseG1GC");

        sandbox.configure("env.java.opts.taskmanager: -XX:+UseParallelGC");
        assertThat(taskManager()).contains("-XX:+UseParallelGC").doesNotContain("-XX:+UseG1GC");
        assertThat(jobManager()).doesNotContain("-XX:+UseParallelGC");
    }

    @Test
    void takesJavaOptionsForBothAndForOne() {
        sandbox.configure(
                "env.java.opts: -Dfor=both -Dtwo=words", "env.java.opts.jobmanager: -Dfor=one");

        assertThat(jobManager()).containsSubsequence("-Dfor=both", "-Dtwo=words", "-Dfor=one");
        assertThat(taskManager())
                .containsSubsequence("-Dfor=both", "-Dtwo=words")
                .doesNotContain("-Dfor=one");
    }

    @Test
    void givesTheClientItsArgumentsAndJvmArgsButNoJavaOptions() {
        sandbox.configure("env.java.opts: -Dnot=here");

        List<String> arguments =
                sandbox.javaArguments(
                        Map.of("JVM_ARGS", "-Done=1 -Dtwo=2"), "flink", "run", "-d", "a job.jar");

        assertThat(arguments)
                .startsWith("-Done=1", "-Dtwo=2")
                .contains("-Dlog4j.configuration=file:" + conf("log4j-cli.properties"))
                .endsWith("org.apache.flink.client.cli.CliFrontend", "run", "-d", "a job.jar")
                .noneMatch(argument -> argument.startsWith("-X") || argument.contains("not=here"));
    }

    private List<String> jobManager() {
        return sandbox.javaArguments(Map.of(), "jobmanager.sh", "start-foreground");
    }

    private List<String> taskManager() {
        return sandbox.javaArguments(Map.of(), "taskmanager.sh", "start-foreground");
    }

    private String conf(String name) {
        return sandbox.home.resolve("conf").resolve(name).toString();
    }
}
