package io.flinkvariance.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What axe-core finds amiss in a page: by the rules of WCAG 2.2 A and AA that a program can check,
 * and by its own on landmarks and headings.
 *
 * @param browser in which it looks
 */
public record Axe(Chromium browser) {
    /** Axe answers into the page: its scripts may speak with nobody else. */
    private static final String CHECK =
            """
            <script>
            document.querySelectorAll("details").forEach((part) => { part.open = true; });
            axe.run(document, {
              runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
            }).then((found) => {
              const told = (rules, which) => rules.map((rule) => ({ ...rule, nodes: rule.nodes.filter(which) }))
                .filter((rule) => rule.nodes.length > 0)
                .map((rule) => rule.id + ": " + rule.nodes.map((node) => node.html).join(" | "));
              // What is scrolled out of sight has the colours of what is in sight.
              const isInSight = (node) => !document.querySelector(node.target[0]).closest(".scroll");
              const answer = document.createElement("pre");
              answer.id = "axe";
              answer.textContent = JSON.stringify({
                dark: matchMedia("(prefers-color-scheme: dark)").matches,
                width: innerWidth,
                passes: found.passes.map((rule) => rule.id),
                violations: told(found.violations, () => true),
                incomplete: told(found.incomplete, isInSight),
              });
              document.body.append(answer);
            });
            </script>
            """;

    /** The page of a smackdown, for one, lets no script run. */
    private static final Pattern POLICY =
            Pattern.compile("<meta http-equiv=\"Content-Security-Policy\"[^>]*>");

    private static final Pattern ANSWER =
            Pattern.compile("<pre id=\"axe\">(.*?)</pre>", Pattern.DOTALL);

    /** How a page is looked at: on a wide screen by day, or on a phone by night. */
    enum View {
        WIDE_AND_LIGHT("1400,1000", false),
        NARROW_AND_DARK("500,900", true);

        private final String windowSize;
        private final boolean isDark;

        View(String windowSize, boolean isDark) {
            this.windowSize = windowSize;
            this.isDark = isDark;
        }
    }

    /** Fails unless nothing is violated, in either view, and the browser had nothing to say. */
    public void assertThatNothingIsViolatedBy(String page) throws Exception {
        for (View view : View.values()) {
            JsonNode found = findings(page, view);

            assertThat(found.path("violations")).as("violations, %s", view).isEmpty();
            assertThat(found.path("incomplete"))
                    .as("what axe cannot tell, %s", view)
                    .extracting(JsonNode::asText)
                    .noneMatch(doubt -> doubt.startsWith("color-contrast"));
            assertThat(found.path("passes"))
                    .as("rules that found something to look at, %s", view)
                    .extracting(JsonNode::asText)
                    .contains("color-contrast", "region", "landmark-one-main", "heading-order");
        }
    }

    /** What axe answers. */
    JsonNode findings(String page, View view) throws Exception {
        Path file = browser.folder().resolve("page.html");
        Files.writeString(
                file,
                POLICY.matcher(page)
                        .replaceFirst("")
                        .replace(
                                "</body>",
                                "<script>" + script() + "</script>" + CHECK + "</body>"));
        Chromium.Rendered rendered =
                browser.rendered(
                        file,
                        "--window-size=" + view.windowSize,
                        "--blink-settings=preferredColorScheme=" + (view.isDark ? 0 : 1),
                        "--virtual-time-budget=20000");
        Matcher answer = ANSWER.matcher(rendered.html());
        assertThat(answer.find()).as("an answer of axe: %s", rendered.messages()).isTrue();
        assertThat(rendered.messages()).noneMatch(line -> line.contains("CONSOLE"));
        JsonNode found = new ObjectMapper().readTree(unescaped(answer.group(1)));
        assertThat(found.path("dark").asBoolean()).isEqualTo(view.isDark);
        return found;
    }

    private static String script() {
        return WebAssets.of(Axe.class, "/axe.min.js");
    }

    private static String unescaped(String html) {
        return html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
}
