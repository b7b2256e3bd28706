package io.flinkvariance.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.flinkvariance.measure.Traces;
import io.flinkvariance.result.Results;
import io.flinkvariance.result.RunResult;
import io.flinkvariance.result.StoredRun;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a browser has it once its script ran; skipped where there is no Chromium. */
class PageInBrowserIT {
    private static final Pattern FIGURE =
            Pattern.compile("<data id=\"([^\"]+)\" value=\"([^\"]+)\"");

    @TempDir private Path folder;
    private Path browser;

    @BeforeEach
    void findChromium() {
        Optional<Path> found =
                Stream.of("chromium", "chromium-browser", "google-chrome")
                        .flatMap(
                                name ->
                                        Arrays.stream(
                                                        System.getenv("PATH")
                                                                .split(File.pathSeparator))
                                                .map(place -> Path.of(place, name)))
                        .filter(Files::isExecutable)
                        .findFirst();
        assumeTrue(found.isPresent(), "there is no Chromium on the PATH");
        browser = found.get();
    }

    /**
     * The page's elements after its script ran.
     *
     * @param messages gets what the browser has to say
     */
    private String rendered(Path page, Path messages) throws Exception {
        Path html = folder.resolve("rendered.html");
        Process process =
                new ProcessBuilder(
                                browser.toString(),
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--enable-logging=stderr",
                                "--user-data-dir=" + folder.resolve("profile"),
                                "--dump-dom",
                                page.toUri().toString())
                        .redirectOutput(html.toFile())
                        .redirectError(messages.toFile())
                        .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return Files.readString(html);
    }

    private static Map<String, Double> figures(String html) {
        Map<String, Double> figures = new HashMap<>();
        for (Matcher figure = FIGURE.matcher(html); figure.find(); ) {
            figures.put(figure.group(1), Double.valueOf(figure.group(2)));
        }
        return figures;
    }

    @Test
    void showsTheFiguresOfTheResultAndDrawsItsCurvesWithoutAMessage() throws Exception {
        StoredRun run =
                StoredRunOf.trace(
                        folder.resolve("run"), Results.constantStraggler(), Traces.SMALL_CONSTANT);
        Path messages = folder.resolve("messages");

        String html = rendered(ReportFile.write(run), messages);

        RunResult result = run.result();
        assertThat(figures(html))
                .containsEntry("throughput", result.throughput().mean())
                .containsEntry("measured-ci95", result.throughput().ci95())
                .containsEntry("explained", result.throughput().explainedPerSecond())
                .containsEntry("forecast", result.model().expectedPerSecond())
                .containsEntry("ceiling", result.model().workConservingPerSecond())
                .containsEntry("offered", result.phase().load().offeredPerSecond())
                .containsEntry("accepted", result.phase().load().acceptedPerSecond())
                .containsEntry("capacity", result.phase().load().capacityPerSecond());
        for (RunResult.Subtask subtask : result.subtasks()) {
            assertThat(figures(html))
                    .containsEntry("subtask-" + subtask.index() + "-rate", subtask.perSecond())
                    .containsEntry("subtask-" + subtask.index() + "-capacity", subtask.capacity());
        }
        assertThat(html.split("<canvas", -1)).hasSize(1 + 2);
        assertThat(List.of(Files.readString(messages).split("\n")))
                .noneMatch(line -> line.contains("CONSOLE"));
    }
}
