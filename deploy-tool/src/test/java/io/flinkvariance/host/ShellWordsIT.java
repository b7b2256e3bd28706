package io.flinkvariance.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A real shell has to read the words as they were meant. */
class ShellWordsIT {
    @Property(tries = 100)
    void arriveInAShellAsTheyAre(@ForAll("words") List<String> words) throws Exception {
        String line = "printf '%s\\0' " + ShellWords.join(words);
        Process shell = new ProcessBuilder("/bin/sh", "-c", line).start();

        String arrived = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(arrived.split("\0", -1))
                .containsExactlyElementsOf(
                        java.util.stream.Stream.concat(
                                        words.stream(), java.util.stream.Stream.of(""))
                                .toList());
    }

    /** Without half a surrogate, which is no text. */
    @Provide
    Arbitrary<List<String>> words() {
        return Arbitraries.strings()
                .withChars("'\"\\$`!*?[]{}()<>|&;#~ \t\n-=abc")
                .withCharRange('\u0001', '\ud7ff')
                .ofMaxLength(30)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    @Example
    void leavePlainWordsReadable() {
        assertThat(ShellWords.join("/opt/flink/bin/flink", "run", "-d", "a b", ""))
                .isEqualTo("/opt/flink/bin/flink run -d 'a b' ''");
    }

    @Example
    void refuseWhatNoShellCanTake() {
        assertThatThrownBy(() -> ShellWords.quote("a\0b"))
                .hasMessage("a shell's word cannot hold a NUL");
    }
}
