package io.flinkvariance.routing.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the guide shows is what the tests compile and run. */
class GuideTest {
    private static final Path GUIDE = Path.of("../docs/routing.md");
    private static final Path EXAMPLE =
            Path.of("src/test/java/io/flinkvariance/routing/guide/Lengths.java");

    private static String example() throws IOException {
        String source = Files.readString(EXAMPLE);
        return source.substring(source.indexOf("import "));
    }

    @Test
    void showsTheProgramThatTheTestsRunFromItsImportsOn() throws IOException {
        assertThat(Files.readString(GUIDE)).contains("```java\n" + example() + "```\n");
    }

    @Test
    void namesTheLibraryAsItIsBuilt() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String group = between(pom, "<groupId>", "</groupId>");
        String version = between(pom, "<version>", "</version>");
        String artifact =
                between(pom.substring(pom.indexOf("</parent>")), "<artifactId>", "</artifactId>");

        assertThat(Files.readString(GUIDE))
                .contains(
                        """
                        <dependency>
                          <groupId>%s</groupId>
                          <artifactId>%s</artifactId>
                          <version>%s</version>
                        </dependency>
                        """
                                .formatted(group, artifact, version));
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }
}
