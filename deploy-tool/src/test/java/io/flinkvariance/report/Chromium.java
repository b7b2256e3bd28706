package io.flinkvariance.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A browser without a window.
 *
 * @param program where it is
 * @param folder of its own, for what it writes
 */
public record Chromium(Path program, Path folder) {
    /**
     * A page's elements after its scripts ran.
     *
     * @param messages what the browser had to say, line by line
     */
    public record Rendered(String html, List<String> messages) {}

    /** Skips the test where there is none on the PATH. */
    public static Chromium orSkip(Path folder) {
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
        return new Chromium(found.orElseThrow(), folder);
    }

    /** What a page has become when nothing is left to do for its scripts. */
    public Rendered rendered(Path page, String... options) throws Exception {
        Path html = folder.resolve("rendered.html");
        Path messages = folder.resolve("messages");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                program.toString(),
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--enable-logging=stderr",
                                "--user-data-dir=" + folder.resolve("profile")));
        command.addAll(List.of(options));
        command.addAll(List.of("--dump-dom", page.toUri().toString()));
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(html.toFile())
                        .redirectError(messages.toFile())
                        .start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).isZero();
        return new Rendered(Files.readString(html), Files.readAllLines(messages));
    }
}
