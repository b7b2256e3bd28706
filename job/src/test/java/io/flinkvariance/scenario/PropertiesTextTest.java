package io.flinkvariance.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
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
    void findsNoCommentInWhatALineGoesOnWith() {
        PropertiesText text = parse("first=a\\\n  #\\u00\n#\\u00\\\n#\\u00\nlast=b\f#\\u00");

        assertThat(text.faults())
                .containsExactly(
                        "file: line 2: a backslash that is no escape: #\\u00. Try: two of them, or / in"
                                + " a path",
                        "file: line 5: a backslash that is no escape: last=b\f#\\u00. Try: two of them,"
                                + " or / in a path");
        assertThat(text.values())
                .containsExactly(entry("first", "a#\\u00"), entry("last", "b\f#\\u00"));
    }

    @Test
    void tellsNoValueOfAFileWithSecrets() {
        byte[] content =
                "password=geheim\npassword=geheimer\nlogin=geheim\\d\n"
                        .getBytes(StandardCharsets.UTF_8);

        assertThat(PropertiesText.ofSecrets(content, "file").faults())
                .containsExactly(
                        "file: line 3: a backslash that is no escape. Try: two of them, or / in a"
                                + " path",
                        "file: password: given twice");
        assertThat(
                        PropertiesText.ofSecrets("a=1\n\0".getBytes(StandardCharsets.UTF_8), "file")
                                .faults())
                .containsExactly("file: not a text file; expected properties in UTF-8");
    }

    /** Whatever stands in a file, nobody else's exception comes out of it. */
    @Property
    void readsWhatPropertiesReadAndNamesTheRest(
            @ForAll
                    @Chars({
                        '\\', 'u', '0', 'C', ':', '=', '#', '!', ' ', '\t', '\f', '\n', '\r',
                        '\u0085'
                    })
                    String text)
            throws IOException {
        Properties expected = new Properties();
        try {
            expected.load(new StringReader(text));
        } catch (IllegalArgumentException noEscape) {
            assertThat(parse(text).faults()).isNotEmpty();
            return;
        }
        PropertiesText read = parse(text);
        if (read.faults().isEmpty()) {
            assertThat(read.values().keySet()).isEqualTo(expected.keySet());
        }
    }

    @Test
    void showsAFaultOnOneLine() {
        assertThat(PropertiesText.onOneLine("key=a\nb\tc\u001B[2J\\u00e4: ä"))
                .isEqualTo("key=a\\u000Ab\\u0009c\\u001B[2J\\u00e4: ä");
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
