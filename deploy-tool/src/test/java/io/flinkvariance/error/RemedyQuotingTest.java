package io.flinkvariance.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.error.RemedyTexts.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Remedies are typed as they are printed: what stands in a command and is not the tool's own word
 * has to be quoted for a shell.
 */
class RemedyQuotingTest {
    /** Up to a word of a command, or to what an option or a redirection takes. */
    private static final Pattern IN_A_COMMAND =
            Pattern.compile(
                    "(^|.*[ ;,:(])((deploy-tool|ansible-playbook|chmod|chsh|cp|export|hadoop|iconv"
                            + "|journalctl|kafka-topics.sh|mkdir|mv|puttygen|rm|ssh|ssh-add"
                            + "|ssh-keygen|ssh-keyscan|sudo|systemctl|yarn) ([^;,()]*[ =])?"
                            + "|--?[A-Za-z][A-Za-z-]* |>>? ?)");

    private static final Pattern QUOTED = Pattern.compile("ShellWords\\.(path|quote|join)\\(.*");

    private static final Pattern CONSTANT = Pattern.compile("([A-Za-z]+\\.)*[A-Z][A-Z_]+");

    /** Letters, digits and underscores, whatever anybody does. */
    private static final Set<String> PLAIN =
            Set.of(
                    // Of Flink and of YARN.
                    "jobId",
                    "job.id()",
                    "String.join(\", or deploy-tool cancel \", running)",
                    "application.id()",
                    "session.application()",
                    // Keys to be left out, told in words: "a or b".
                    "SuspectKeys.of(given, words)",
                    // The tool's own words.
                    "command.name()",
                    "kind.name()",
                    "String.join(\"|\", verbs.keySet())");

    @TempDir private Path folder;

    private static List<Value> unquoted(Set<Value> values) {
        return values.stream()
                .filter(value -> IN_A_COMMAND.matcher(value.before()).matches())
                .filter(value -> !QUOTED.matcher(value.expression()).matches())
                .filter(value -> !CONSTANT.matcher(value.expression()).matches())
                .filter(value -> !PLAIN.contains(value.expression()))
                .toList();
    }

    private static Set<Value> valuesOfTheTool() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return RemedyTexts.valuesIn(
                    files.filter(file -> file.toString().endsWith(".java")).toList());
        }
    }

    @Test
    void whatARemedyHasToBeTypedWithIsQuoted() throws Exception {
        Set<Value> values = valuesOfTheTool();

        assertThat(unquoted(values)).isEmpty();
        // So many are looked at.
        assertThat(values)
                .filteredOn(value -> IN_A_COMMAND.matcher(value.before()).matches())
                .hasSizeGreaterThan(20)
                .extracting(Value::file)
                .contains(
                        "CompareCommand.java",
                        "Diagnostics.java",
                        "ForeignRun.java",
                        "PrivateFile.java",
                        "StoredRun.java");
    }

    @Test
    void whatIsNotQuotedIsFoundInEveryForm() throws Exception {
        Path source =
                Files.writeString(
                        folder.resolve("Wrong.java"),
                        """
                        class Wrong {
                            String inAFormat = "no %s. Try: mkdir -p %s, or chmod 600 %s".formatted(a, b, c);
                            String afterAnOption = "--%s %s: a folder. Try: --%s %s".formatted(A, d, A, e);
                            String inASum = "no. Try: " + "deploy-tool analyze " + (f + " or not");
                            String inAChoice = "no. Try: " + (is ? "nothing" : "rm %s".formatted(g));
                            String numbered = format(Locale.ROOT, "%d. Try: mv %2$s %3$s", 1, h, i);
                            Message ofAMessage() { return message.trying("export A=" + j); }
                            String remedy() { return "chmod 600 " + k; }
                            String good = "no %s. Try: chmod 600 %s, %d times, in %s".formatted(x, ShellWords.path(y), 2, z);
                        }
                        """);

        assertThat(unquoted(RemedyTexts.valuesIn(List.of(source))))
                .extracting(Value::expression)
                .containsExactlyInAnyOrder("b", "c", "e", "f", "g", "h", "i", "j", "k");
    }
}
