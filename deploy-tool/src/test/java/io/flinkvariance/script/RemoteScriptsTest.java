package io.flinkvariance.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the scripts that run on a cluster's machines may take for granted there. */
class RemoteScriptsTest {
    private static final Path MAIN = Path.of("src", "main");

    private static final Set<String> OF_THE_SHELL =
            Set.of(
                    "[",
                    "case",
                    "continue",
                    "echo",
                    "esac",
                    "exec",
                    "exit",
                    "export",
                    "for",
                    "printf",
                    "set",
                    "shift",
                    "trap",
                    "umask",
                    "wait",
                    ":");

    /** What a command may come after. */
    private static final Set<String> BEFORE_A_COMMAND =
            Set.of("if", "then", "elif", "else", "fi", "while", "do", "done", "!", "{", "}");

    /**
     * By command, the options that it may get: those of POSIX, or else that GNU's coreutils,
     * uutils' (Ubuntu's from 26.04 on) and BusyBox's all know. The last lines are not coreutils:
     * with find stand those of the command in -exec, too.
     */
    private static final Map<String, Set<String>> OPTIONS =
            Map.ofEntries(
                    Map.entry("awk", Set.of("-v")),
                    Map.entry("basename", Set.of()),
                    Map.entry("cat", Set.of()),
                    Map.entry("cp", Set.of()),
                    Map.entry("cut", Set.of("-c")),
                    Map.entry("date", Set.of()),
                    Map.entry("df", Set.of("-Pk")),
                    Map.entry("grep", Set.of("-q")),
                    // Of a machine that is to have it, and which says so where it has not.
                    Map.entry(
                            "hadoop",
                            Set.of("-f", "-mkdir", "-p", "-put", "-r", "-rm", "-skipTrash")),
                    Map.entry("yarn", Set.of("-kill")),
                    Map.entry("head", Set.of("-n")),
                    Map.entry("id", Set.of("-u")),
                    Map.entry("ln", Set.of("-f", "-sfn")),
                    Map.entry("ls", Set.of("-t")),
                    Map.entry("mkdir", Set.of("-p")),
                    Map.entry("mktemp", Set.of("-d")),
                    Map.entry("mv", Set.of()),
                    Map.entry("readlink", Set.of("-f")),
                    Map.entry("rm", Set.of("-r")),
                    Map.entry("sed", Set.of("-e", "-n")),
                    Map.entry("sha256sum", Set.of()),
                    Map.entry("sh", Set.of("-s", "--")),
                    Map.entry("sort", Set.of("-u")),
                    Map.entry("tail", Set.of("-n")),
                    Map.entry("touch", Set.of()),
                    Map.entry("uname", Set.of("-n")),
                    Map.entry("bash", Set.of("-c")),
                    Map.entry(
                            "find",
                            Set.of(
                                    "-L",
                                    "-depth",
                                    "-exec",
                                    "-f",
                                    "-maxdepth",
                                    "-mtime",
                                    "-name",
                                    "-r",
                                    "-type")),
                    Map.entry("getent", Set.of("--")),
                    Map.entry("kill", Set.of("-s")),
                    Map.entry("pgrep", Set.of("-f", "-u")),
                    Map.entry("ssh", Set.of("-n", "-o")));

    /** Commands whose arguments, after their own, are another command. */
    private static final Map<String, Integer> ARGUMENTS_BEFORE_ANOTHER = Map.of("timeout", 1);

    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_]\\w*=.*", Pattern.DOTALL);
    private static final Pattern OPTION = Pattern.compile("--?[A-Za-z].*|--");
    private static final Pattern SHELL_IN_JAVA =
            Pattern.compile(
                    "(?:\\.run|inFolder)\\(\\s*\""
                            + "|\"sh\",\\s*\"-c\",\\s*+(?![A-Z_]+,|script,|commandLine\\))");

    static Stream<Path> scripts() throws IOException {
        return files(MAIN.resolve("resources"), ".sh").stream();
    }

    private static List<Path> files(Path folder, String end) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void useOnlyWhatEveryMachineKnows(Path script) {
        assertThat(notKnownEverywhere(text(script))).isEmpty();
    }

    @Test
    void areAllOfTheShellThatRunsThere() throws Exception {
        assertThat(scripts()).hasSizeGreaterThan(4);
        assertThat(files(MAIN.resolve("java"), ".java"))
                .hasSizeGreaterThan(100)
                .filteredOn(source -> SHELL_IN_JAVA.matcher(text(source)).find())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "df -Pm / § df -Pm",
                "[ -e x ] || echo \"free=$(df -Pk \"$1\" 2>&1; df --output=avail /)\" § df --output=avail",
                "cat <x | sort -V § sort -V",
                "LC_ALL=C timeout 3 stat -c %s \"$file\" & wait § stat",
                "tac; case $1 in a | b) ls --color ;; esac § tac, ls --color",
                "one() { cat -A; }; one; two § cat -A, two",
                "echo 'df -m' # df -m § ``"
            })
    void wouldBeFoundOut(String script, String expected) {
        assertThat(String.join(", ", notKnownEverywhere(script))).isEqualTo(expected);
    }

    /** A command that is not known everywhere, or one with such an option. */
    private static List<String> notKnownEverywhere(String script) {
        List<String> found = new ArrayList<>();
        for (List<String> words : ShellCommands.in(script)) {
            List<String> command = withoutWhatComesBefore(words);
            if (command.isEmpty() || isOfTheScript(command.get(0), script)) {
                continue;
            }
            Set<String> options = OPTIONS.get(command.get(0));
            if (options == null) {
                found.add(command.get(0));
                continue;
            }
            command.stream()
                    .filter(word -> OPTION.matcher(word).matches() && !options.contains(word))
                    .forEach(option -> found.add(command.get(0) + " " + option));
        }
        return found;
    }

    private static boolean isOfTheScript(String command, String script) {
        return OF_THE_SHELL.contains(command)
                || script.contains(command + "() {")
                || command.contains("$");
    }

    private static List<String> withoutWhatComesBefore(List<String> words) {
        int first = 0;
        while (first < words.size()) {
            String word = words.get(first);
            if (BEFORE_A_COMMAND.contains(word)
                    || word.endsWith("()")
                    || ASSIGNMENT.matcher(word).matches()) {
                first++;
            } else if (ARGUMENTS_BEFORE_ANOTHER.containsKey(word)) {
                first += 1 + ARGUMENTS_BEFORE_ANOTHER.get(word);
            } else {
                break;
            }
        }
        return words.subList(Math.min(first, words.size()), words.size());
    }
}
