package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What bash offers, asked of a bash. */
class CompletionTest {
    @TempDir private Path folder;

    @BeforeEach
    void makeAKit() throws Exception {
        Path program =
                Files.createFile(
                        Files.createDirectories(folder.resolve("a kit/bin"))
                                .resolve("deploy-tool"));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Path scenarios = Files.createDirectories(folder.resolve("a kit/conf/scenarios"));
        Files.createFile(scenarios.resolve("constant-straggler.properties"));
        Files.createFile(scenarios.resolve("my-own.properties"));
        Files.createDirectory(folder.resolve("results"));
        Files.createFile(folder.resolve("mine.properties"));
        Files.writeString(folder.resolve("completion"), CliRun.of("completion", "bash").out());
    }

    /** The words that bash offers for the last one of a command line. */
    private List<String> offered(String... line) throws Exception {
        String script =
                """
                set -u
                source completion
                compopt() { :; }
                COMP_WORDS=("$@")
                COMP_CWORD=$(($# - 1))
                _deploy_tool "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
                [ ${#COMPREPLY[@]} -eq 0 ] || printf '%s\n' "${COMPREPLY[@]}"
                """;
        List<String> command = new ArrayList<>(List.of("bash", "-c", script, "bash"));
        command.addAll(List.of(line));
        Process bash =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(bash.exitValue()).as(said).isZero();
        return said.lines().toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {
                "ru § run",
                "sc § scenarios",
                "run --target '' § embedded local cluster yarn",
                "run --target lo § local",
                "run --metrics r § rest",
                "run --du § --duration",
                "run constant-straggler --js § --json",
                "run my-own --output '' § a kit,results",
                "report '' § a kit,results",
                "compare res § results",
                "compare a res § results",
                "run --duration 1 §",
                "cluster sta § start status",
                "workers --from '' § hdfs yarn",
                "workers --format in § inventory",
                "doctor --target '' § cluster yarn",
                "metrics '' § doctor",
                "help tu § tunnel",
                "completion '' § bash zsh",
                "jobs '' §",
            })
    void offersWhatMayStandThere(String line, String expected) throws Exception {
        List<String> words = new ArrayList<>(List.of("a kit/bin/deploy-tool"));
        for (String word : line.split(" ", -1)) {
            words.add(word.equals("''") ? "" : word);
        }

        List<String> offered = offered(words.toArray(String[]::new));

        String[] all =
                expected == null
                        ? new String[0]
                        : expected.contains(",")
                                ? expected.split(",", -1)
                                : expected.split(" ", -1);
        assertThat(offered).containsExactlyInAnyOrder(all);
    }

    @Test
    void offersTheScenariosOfTheKitAndFiles() throws Exception {
        assertThat(offered("a kit/bin/deploy-tool", "run", "m"))
                .containsExactlyInAnyOrder("my-own", "mine.properties");
        assertThat(offered("a kit/bin/deploy-tool", "model", "con")).contains("constant-straggler");
    }

    @Test
    void offersEveryOptionOfEveryCommandToBothShells() {
        String bash = CliRun.of("completion", "bash").out();
        String zsh = CliRun.of("completion", "zsh").out();
        String manual = CliRun.of("manual").out();

        for (Command command : Main.commands(Surroundings.ofProcess(null))) {
            assertThat(zsh).contains("'" + command.name() + ":");
            assertThat(manual).contains(".SS " + command.name().replace("-", "\\-"));
            command.options()
                    .getOptions()
                    .forEach(
                            option -> {
                                String name = "--" + option.getLongOpt();
                                assertThat(bash).contains(name);
                                assertThat(zsh).contains(name + "[");
                                assertThat(manual).contains(".B " + name.replace("-", "\\-"));
                            });
        }
    }
}
