package io.flinkvariance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropertiesTextTest {
    private static PropertiesText parse(String text) {
        return PropertiesText.parse(text.getBytes(StandardCharsets.UTF_8), "file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key=C:\\Users\\me\\key.pem",
                "key=C:\\users\\me",
                "key=C:\\keys",
                "key=C:\\temp",
                "key=C:\\new",
                "key = D:\\files",
                "key=\\u12",
                "key=\\uXYZW",
                "key=caf\\u00e",
                "key=a\\d+",
                "key=\\\\\\Users"
            })
    void namesTheLineOfABackslashThatIsNoEscapeAndReadsTheOthers(String line) {
        PropertiesText text = parse(String.join("\n", "first=1", line, "last=2"));

        assertThat(text.faults())
                .containsExactly(
                        "file: line 2: a backslash that is no escape: %s. Try: two of them, or / in a path"
                                .formatted(line));
        assertThat(text.values()).containsEntry("first", "1").containsEntry("last", "2");
        assertThat(text.values()).containsKey("key");
    }

    @Test
    void readsEscapes() {
        PropertiesText text =
                parse(
                        """
                        # C:\\Users is a comment
                        path=C:\\\\Users\\\\me
                        letter=\\u00e4\\\\u
                        blank\\ key=a\\=b\\:c
                        tab=a\\tb
                        long=one \\
                            two
                        """);

        assertThat(text.faults()).isEmpty();
        assertThat(text.values())
                .containsEntry("path", "C:\\Users\\me")
                .containsEntry("letter", "ä\\u")
                .containsEntry("blank key", "a=b:c")
                .containsEntry("tab", "a\tb")
                .containsEntry("long", "one two");
    }
}
