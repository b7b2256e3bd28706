package io.flinkvariance.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {
    @ParameterizedTest
    @CsvSource({
        "00A0", "001B", "0000", "0007", "0008", "007F", "009B", "00AD", "200B", "200D", "200E",
        "202E", "2028", "2066", "202F", "2003", "3000", "FEFF", "000D", "FE0F", "034F", "115F",
        "180B", "2800", "3164", "FFA0"
    })
    void showsWhatCannotBeSeenAsItsNumber(String number) {
        String text = "a" + (char) Integer.parseInt(number, 16) + "b";

        assertThat(VisibleText.of(text)).isEqualTo("a\\u" + number + "b");
    }

    @Test
    void showsMarksBeyondTheFirstPlaneAsJavaWritesThem() {
        assertThat(VisibleText.of("a" + Character.toString(0xE0041))).isEqualTo("a\\uDB40\\uDC41");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "two\nlines\tand a tab",
                "Büro [1] & co",
                "±2 %, …",
                "名前",
                "\\u00A0"
            })
    void leavesWhatCanBeSeen(String text) {
        assertThat(VisibleText.of(text)).isEqualTo(text);
    }

    @Test
    void takesTheLineEndsOfWindowsForLineEnds() {
        assertThat(VisibleText.of("one\r\ntwo")).isEqualTo("one\ntwo");
    }

    @Test
    void holdsForAllThatIsPrinted() {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        try (VisibleStream stream = new VisibleStream(shown)) {
            stream.println("\u001B[2J");
            stream.printf("%s|", "\u00A0");
            stream.append('\u202E').print(new char[] {'\u0007'});
            new IllegalStateException("\u001Bc").printStackTrace(stream);
        }

        assertThat(shown.toString(StandardCharsets.UTF_8))
                .startsWith(
                        """
                        \\u001B[2J
                        \\u00A0|\\u202E\\u0007java.lang.IllegalStateException: \\u001Bc
                        """);
    }
}
