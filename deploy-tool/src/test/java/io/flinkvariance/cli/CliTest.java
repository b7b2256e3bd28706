package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.kit.KitHome;
import io.flinkvariance.measure.Traces;
import io.flinkvariance.terminal.PlainDisplay;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
    @TempDir private Path folder;

    @Test
    void showsTheCommandsWhenGivenNone() {
        CliRun run = CliRun.of();

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("usage: deploy-tool <command> [options]\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help", "-h"})
    void listsItsCommands(String argument) {
        CliRun run = CliRun.of(argument);

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .isEqualTo(
                        """
                        usage: deploy-tool <command> [options]

                          run         run a scenario until it is measured
                          smackdown   run the four scenarios of the published comparison, and compare
                          remedies    try what could be done about a scenario's straggler, and compare
                          scenarios   list the scenarios in conf/scenarios
                          model       print what arithmetic expects of a scenario on this machine
                          simulate    simulate a scenario, buffer by buffer, in a fraction of its time
                          analyze     judge the samples of a recorded run
                          results     list the stored runs, the newest first
                          report      write the page of stored runs, smackdowns or remedies, and open it
                          compare     say whether the throughput of stored runs differs
                          cluster     start, stop, restart a cluster, show its status or the end of its logs
                          attach      take a run up again; without a job's id, the newest that is unfinished
                          push        send jar and scenario to a cluster, and run nothing
                          jobs        list the jobs of a cluster, or those on YARN
                          cancel      end a job; without its id, the only one of this tool
                          tunnel      make Flink's page reachable from here, until Ctrl-C
                          doctor      look for every reason why a run on the cluster could fail
                          workers     list the live workers of a Hadoop cluster
                          metrics     say where a series stops on its way to InfluxDB
                          version     print the versions of the tool, its Flink and this Java
                          completion  print what a shell needs to complete this tool's commands
                          manual      print the man page; to read it: deploy-tool manual | man -l -
                          help        say what a command does

                        deploy-tool <command> --help says more.
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "scenarios",
                "model",
                "simulate",
                "analyze",
                "results",
                "report",
                "compare",
                "smackdown",
                "remedies",
                "cluster",
                "attach",
                "push",
                "jobs",
                "cancel",
                "tunnel",
                "doctor",
                "metrics",
                "version",
                "completion",
                "manual",
                "help"
            })
    void saysWhatACommandDoes(String command) {
        assertThat(CliRun.of(command, "--help").out()).contains("deploy-tool " + command);
        assertThat(CliRun.of("help", command).out()).contains("deploy-tool " + command);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {
                "rum § unknown command rum; did you mean run?",
                "provision § unknown command provision; Try: deploy-tool help",
                "completion fish § completion fish: expected bash or zsh",
                "help rum § unknown command rum; did you mean run?",
                "run § run: <scenario> is missing. Try: deploy-tool help run",
                "run a b § run: unexpected argument b. Try: deploy-tool help run",
                "run x --worker 2 § run: unknown option --worker; did you mean --workers? Try: deploy-tool help run",
                "run x --xyzzyxyzzy § run: unknown option --xyzzyxyzzy. Try: deploy-tool help run",
                "run x --workers § run: --workers needs a value. Try: deploy-tool help run",
                "run x --workers 1 --workers 2 § run: --workers is given twice. Try: deploy-tool help run",
                "run bad-stragler § no scenario is called bad-stragler; did you mean bad-straggler?",
                "run zzzzzzzzzzzzzzzz § no scenario is called zzzzzzzzzzzzzzzz; Try: {scenarios}, or the path of a file",
                "run no/such.properties § no/such.properties: no such file",
                "run bad-straggler --target embedded --workers 0 § --workers 0: expected a whole number from 1 to 16",
                "run bad-straggler --target embedded --workers two § --workers two: expected a whole number from 1 to 16",
                "run bad-straggler --duration soon § --duration soon: expected auto, or a time such as 90s, 10m or 1h",
                "run bad-straggler --duration 0s § --duration 0s: expected auto, or a time such as 90s, 10m or 1h",
                "run bad-straggler --max-time auto § --max-time auto: expected a time such as 90s, 10m or 1h",
                "run bad-straggler --warmup -5s § --warmup -5s: expected auto, or a time such as 90s, 10m or 1h",
                "run bad-straggler --duration 10m § --duration and --warmup take 600 s together, and --max-time ends the run after 600 s. Try: a longer --max-time",
                "run bad-straggler --target moon § --target moon: expected embedded, local, cluster or yarn",
                "run bad-straggler --target yarn --workers 2 § --workers: YARN starts as many TaskManagers as the slots need. Try: yarn.slots in yarn.properties",
                "run bad-straggler --target yarn --influxdb http://localhost § --influxdb: --target yarn does not take it. Try: --target embedded",
                "run bad-straggler --target yarn --metrics influxdb § --metrics influxdb: none is configured. Try: --target embedded and --influxdb",
                "run bad-straggler --target yarn --yarn no-such.properties § no-such.properties: there is no such file. Try: a copy of yarn.properties.example",
                "cancel --target moon § --target moon: expected cluster or yarn",
                "attach --target moon § --target moon: expected cluster or yarn",
                "run bad-straggler --target local § --target local: --flink-home is missing. Try: --flink-home <the folder of a Flink 1.8.1>, or --target embedded",
                "run bad-straggler --target embedded --flink-home / § --flink-home: only --target local takes it",
                "run bad-straggler --target local --flink-home /nowhere § --flink-home /nowhere: there is no Flink, as bin/start-cluster.sh is missing. Try: the folder that its archive was unpacked to",
                "run bad-straggler --target embedded --metrics graphite § --metrics graphite: expected rest or influxdb",
                "run bad-straggler --target embedded --metrics influxdb § --metrics influxdb: none is configured. Try: --influxdb http://localhost:8086/flink",
                "run bad-straggler --target embedded --influxdb localhost:8086 § --influxdb: expected http://[user[:password]@]host[:port][/database], such as http://localhost:8086/flink",
                "run bad-straggler --target embedded --influxdb https://me:secret@localhost § --influxdb: the reporter of Flink 1.8.1 speaks http only; expected http://[user[:password]@]host[:port][/database], such as http://localhost:8086/flink",
                "smackdown --router fastest § --router fastest: expected rebalance or rescale or shuffle or least-backlog or power-of-two or least-delay",
                "smackdown --router rebalance, § --router : expected rebalance or rescale or shuffle or least-backlog or power-of-two or least-delay",
                "smackdown --repeat 0 § --repeat 0: expected a whole number from 1 to 100",
                "remedies § remedies: <scenario> is missing. Try: deploy-tool help remedies",
                "metrics § metrics: <doctor> is missing. Try: deploy-tool help metrics",
                "metrics list § metrics: unknown verb list; Try: deploy-tool metrics doctor",
                "metrics doctor --influxdb http://localhost --cluster x § metrics doctor: either --influxdb or --cluster",
                "metrics doctor --cluster no-such.properties § no-such.properties: there is no such file. Try: cd ansible && ansible-playbook site.yml, which writes it, or a copy of cluster.properties.example",
                "run bad-straggler --set nums.min § --set nums.min: expected key=value",
                "run bad-straggler --set nums.min=1 --set nums.min=2 § --set nums.min=2: the key is given twice",
                "run bad-straggler --set nums.min=-1 § --set: nums.min=-1: expected a whole number from 0 to 86400000 (milliseconds)",
                "run bad-straggler --set nums.mim=1 § --set: nums.mim=1: unknown key; did you mean nums.min?",
                "run bad-straggler --target embedded --flink-conf taskmanager.memory.segment-size=big § --flink-conf: taskmanager.memory.segment-size=big: expected a size, such as 32kb",
                "run bad-straggler --target embedded --flink-conf taskmanager.network.memory.floating-buffers-per-gate=x § --flink-conf: taskmanager.network.memory.floating-buffers-per-gate=x: expected a whole number",
                "run bad-straggler --target cluster --workers 2 § --workers: a cluster is configured by provisioning. Try: ansible/group_vars/all.yml and ansible-playbook site.yml, or --target embedded",
                "run bad-straggler --target cluster --flink-conf a=b § --flink-conf: a cluster is configured by provisioning. Try: ansible/group_vars/all.yml and ansible-playbook site.yml, or --target embedded",
                "run bad-straggler --cluster no-such.properties § no-such.properties: there is no such file. Try: cd ansible && ansible-playbook site.yml, which writes it, or a copy of cluster.properties.example",
                "jobs --cluster no-such.properties § no-such.properties: there is no such file. Try: cd ansible && ansible-playbook site.yml, which writes it, or a copy of cluster.properties.example",
                "workers § workers: --from is missing. Try: deploy-tool workers --from hdfs, or --from yarn",
                "workers --from s3 § --from s3: expected hdfs or yarn",
                "workers --from hdfs --format json § --format json: expected list, inventory or slaves",
                "workers --from hdfs --yarn no-such.properties § no-such.properties: there is no such file. Try: a copy of yarn.properties.example",
                "cluster § cluster: <start|stop|restart|status|logs> is missing. Try: deploy-tool cluster start|stop|restart|status|logs",
                "cluster stats § cluster: unknown verb stats; did you mean status?",
                "cluster start host § cluster start: takes no <host>. Try: deploy-tool cluster start|stop|restart|status|logs",
                "cancel x --all § cancel: either a <job> or --all",
                "push § push: <scenario> is missing. Try: deploy-tool help push",
                "run / § /: cannot be read: it is a folder",
                "model bad-straggler --flink-conf taskmanager.memory.segment-size=1kb § --flink-conf: taskmanager.memory.segment-size=1024: expected a power of two, at least 4096 bytes",
                "model bad-straggler --flink-conf taskmanager.memory.segment-size=5000 § --flink-conf: taskmanager.memory.segment-size=5000: expected a power of two, at least 4096 bytes",
                "model bad-straggler --flink-conf taskmanager.network.memory.buffers-per-channel=2147483647 § --flink-conf: taskmanager.network.memory.buffers-per-channel=2147483647: expected 1 to 32768",
                "model no-such § no scenario is called no-such; Try: {scenarios}, or the path of a file",
                "analyze § analyze: <samples.csv> is missing. Try: deploy-tool help analyze",
                "analyze no-such.csv § no-such.csv: no such file",
                "analyze x --partitioner best § --partitioner best: expected rebalance or rescale or shuffle or least-backlog or power-of-two or least-delay",
            })
    void refusesAWrongCommandLineAndSaysWhy(String commandLine, String message) {
        CliRun run = CliRun.of(commandLine.split(" "));

        String scenarios = String.join(", ", KitHome.locate().scenarioNames());
        assertThat(run.err()).isEqualTo(message.replace("{scenarios}", scenarios) + "\n");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void refusesFilesThatAreNoScenario() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.properties"));
        Path binary =
                Files.write(folder.resolve("binary.properties"), new byte[] {0, 1, 2, (byte) 255});

        CliRun onEmpty = CliRun.of("run", empty.toString());
        CliRun onBinary = CliRun.of("run", binary.toString());
        CliRun onFolder = CliRun.of("run", folder.toString());

        assertThat(onEmpty.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(onEmpty.err().lines())
                .hasSize(6)
                .first()
                .isEqualTo(empty + ": mode: missing; expected MINIMAL_VARIANCE or STRAGGLER");
        assertThat(onBinary.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(onBinary.err())
                .isEqualTo(binary + ": not a text file; expected properties in UTF-8\n");
        assertThat(onFolder.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(onFolder.err()).isEqualTo(folder + ": cannot be read: it is a folder\n");
    }

    @Test
    void refusesAnOutputFolderThatIsAFileBeforeAnythingIsStarted() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        CliRun run = CliRun.of("run", "bad-straggler", "--output", file.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .isEqualTo(
                        "cannot write results below %s: %s is not a folder that can be written to."
                                        .formatted(file, file)
                                + " Try: --output DIR\n");
    }

    @Test
    void showsAStackTraceOnlyWhenAsked() {
        assertThat(CliRun.of("run", "no-such").err()).doesNotContain("\tat ");
        assertThat(CliRun.of("run", "no-such", "--stacktrace").err())
                .contains("no scenario is called no-such")
                .contains("\tat ");
    }

    @Test
    void listsTheScenarios() {
        CliRun run = CliRun.of("scenarios");

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        // Whatever others there are, and however long their names.
        List<String> rows =
                run.out().lines().map(line -> line.trim().replaceAll(" {2,}", " | ")).toList();
        assertThat(rows)
                .contains(
                        "scenario | subtasks | ordinary work | straggler | published 2019",
                        "bad-straggler | 4 | 5–9 ms | 50 ms every 1–9 calls | 45.0 %",
                        "constant-straggler | 4 | 5–9 ms | 50 ms every call | 12.0 %",
                        "flapping-straggler | 4 | 5–9 ms | 50 ms every call, 0s:0,20s:1,40s:repeat | –",
                        "heavy-tailed | 4 | 2–74 ms, pareto | none | –",
                        "hot-host | 4 | 5–9 ms | 50 ms every call on one TaskManager | –",
                        "minimal-variance | 4 | 5–9 ms | none | 100.0 %",
                        "slight-straggler | 4 | 5–9 ms | 30 ms every 1–24 calls | 80.5 %",
                        "two-stragglers | 4 | 5–9 ms | 50 ms every call of 2 subtasks | –")
                .hasSize(3 + KitHome.locate().scenarioNames().size())
                .last()
                .isEqualTo(
                        "published: throughput of Flink 1.8.1 in per cent of that without a"
                                + " straggler");
    }

    @Test
    void findsTheFourScenariosOfTheKit() {
        assertThat(KitHome.locate().scenarioNames())
                .contains(
                        "bad-straggler",
                        "constant-straggler",
                        "minimal-variance",
                        "slight-straggler");
    }

    @Test
    void analyzesARecordedRun() {
        CliRun run = analyze(Traces.SMALL_CONSTANT);

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("Steady: 79.8 ± ");
    }

    @Test
    void failsOnATransient() throws Exception {
        Path start = folder.resolve("start.csv");
        List<String> lines = Files.readAllLines(Traces.file(Traces.DEFAULT_CONSTANT));
        Files.write(start, new ArrayList<>(lines.subList(0, 201)));

        CliRun text = CliRun.of("analyze", start.toString());
        CliRun json = CliRun.of("analyze", start.toString(), "--json");

        assertThat(text.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(text.out()).isEmpty();
        assertThat(text.err()).startsWith(start + ": not steady: the queue of subtask 0 grew by ");
        assertThat(json.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(json.out())
                .contains("\"throughput\" : null")
                .contains("\"steadyState\" : false");
    }

    private static CliRun analyze(String trace, String... options) {
        List<String> arguments = new ArrayList<>(List.of("analyze", Traces.file(trace).toString()));
        arguments.addAll(List.of(options));
        return CliRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void judgesByTheTotalWhereTheRouterCountedNothing() {
        CliRun run = analyze(Traces.SMALL_LEAST_BACKLOG, "--partitioner", "least-backlog");

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).startsWith("Steady: 43");
        assertThat(analyze(Traces.SMALL_LEAST_BACKLOG).exitCode())
                .as("taken for round-robin, its queues drift apart")
                .isEqualTo(ExitCode.FAILED);
    }

    @Test
    void takesColumnsOfWhatWasSentForARouterThatChooses() throws Exception {
        Path file = folder.resolve("routed.csv");
        List<String> lines = new ArrayList<>(List.of("second,emitted,processed_0,sent_0"));
        for (int second = 0; second < 60; second++) {
            int count = 10 * second;
            lines.add("%d,%d,%d,%d".formatted(second, count, count, count));
        }
        Files.write(file, lines);

        assertThat(CliRun.of("analyze", file.toString(), "--json").out())
                .contains("\"partitioner\" : \"least-backlog\"");
    }

    @Test
    void printsItsVersions() {
        assertThat(CliRun.of("version").out())
                .matches("deploy-tool \\S+( \\(commit [^)]+\\))?, Flink 1\\.8\\.1, Java \\d.*\\n");
        assertThat(CliRun.of("--version").out()).isEqualTo(CliRun.of("version").out());
    }

    /** A file may be deeper, or larger, than anybody thought of. */
    @Test
    void tellsOfAnErrorOfTheJvmInALineToo() {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(told, true, StandardCharsets.UTF_8);
        Command deep =
                new Command("deep", "goes down") {
                    @Override
                    ExitCode run(CommandLine line) {
                        throw new StackOverflowError();
                    }
                };

        ExitCode code =
                new Cli(new Console(err, err, PlainDisplay::new), List.of(deep)).run("deep");

        assertThat(code).isEqualTo(ExitCode.FAILED);
        assertThat(told.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "unexpected: java.lang.StackOverflowError. Try: --stacktrace, and report"
                                + " it\n");
    }
}
