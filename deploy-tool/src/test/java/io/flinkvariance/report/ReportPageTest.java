package io.flinkvariance.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.latency.Percentiles;
import io.flinkvariance.measure.Traces;
import io.flinkvariance.result.AfterLastChange;
import io.flinkvariance.result.CheckpointResult;
import io.flinkvariance.result.LatencyResult;
import io.flinkvariance.result.Load;
import io.flinkvariance.result.Results;
import io.flinkvariance.result.RunResult;
import io.flinkvariance.result.StoredRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportPageTest {
    private static final int ONE_MEGABYTE = 1_000_000;

    @TempDir private Path folder;

    private static double figure(String page, String id) {
        Matcher matcher =
                Pattern.compile("<data id=\"" + Pattern.quote(id) + "\" value=\"([^\"]*)\">")
                        .matcher(page);
        assertThat(matcher.find()).as("figure " + id).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    private String measured() throws Exception {
        return ReportPage.of(
                StoredRunOf.trace(folder, Results.constantStraggler(), Traces.SMALL_CONSTANT));
    }

    private String page(RunResult result, String samples) throws Exception {
        return ReportPage.of(StoredRunOf.lines(folder, result, samples));
    }

    private static String samples(int seconds, int subtasks) {
        StringBuilder text = new StringBuilder("second,processed,emitted");
        IntStream.range(0, subtasks).forEach(subtask -> text.append(",processed_" + subtask));
        text.append('\n');
        for (int second = 0; second <= seconds; second++) {
            text.append(second + "," + subtasks * second + "," + subtasks * second);
            text.append(("," + second).repeat(subtasks)).append('\n');
        }
        return text.toString();
    }

    private static RunResult withoutSteadyState() {
        return Results.of("constant-straggler", Map.of(), null, List.of(), null);
    }

    /** A row of a table with what a file, a machine or a user gave. */
    private String shown(String given) throws Exception {
        String samples = "second,processed,emitted,processed_0\n0,0,0," + given + "\n";
        return page(withoutSteadyState(), samples);
    }

    @ParameterizedTest
    @CsvSource({
        "'\u00A0', '\\u00A0'",
        "'\u001B[31m', '\\u001B[31m'",
        "'\u009B2J', '\\u009B2J'",
        "'\u202Eabc', '\\u202Eabc'",
        "'\u2066a\u2069', '\\u2066a\\u2069'",
        "'a\u200Bb', 'a\\u200Bb'",
        "'a\u0007b', 'a\\u0007b'"
    })
    void showsWhatCannotBeSeenAsItsNumber(String given, String shown) throws Exception {
        assertThat(Html.text("<" + given + ">")).isEqualTo("&lt;" + shown + "&gt;");

        assertThat(shown("x" + given)).contains(shown).doesNotContain(given);
    }

    @Test
    void holdsTheFiguresOfTheResult() throws Exception {
        RunResult result = Results.constantStraggler();
        String page = measured();

        assertThat(figure(page, "throughput")).isEqualTo(result.throughput().mean());
        assertThat(figure(page, "measured")).isEqualTo(result.throughput().mean());
        assertThat(figure(page, "measured-ci95")).isEqualTo(result.throughput().ci95());
        assertThat(figure(page, "explained")).isEqualTo(result.throughput().explainedPerSecond());
        assertThat(figure(page, "forecast")).isEqualTo(result.model().expectedPerSecond());
        assertThat(figure(page, "ceiling")).isEqualTo(result.model().workConservingPerSecond());
        Load load = result.phase().load();
        assertThat(figure(page, "offered")).isEqualTo(load.offeredPerSecond());
        assertThat(figure(page, "accepted")).isEqualTo(load.acceptedPerSecond());
        assertThat(figure(page, "capacity")).isEqualTo(load.capacityPerSecond());
        for (RunResult.Subtask subtask : result.subtasks()) {
            String id = "subtask-" + subtask.index();
            assertThat(figure(page, id + "-rate")).isEqualTo(subtask.perSecond());
            assertThat(figure(page, id + "-capacity")).isEqualTo(subtask.capacity());
        }
    }

    @Test
    void needsNoNetwork() throws Exception {
        assertThat(measured())
                .contains("default-src 'none'")
                .doesNotContain("src=\"", "@import", "url(")
                .contains("The MIT License", "Leon Sorokin");
    }

    @Test
    void showsValuesThatLookLikeMarkupAsText() throws Exception {
        RunResult result =
                Results.of(
                        "constant-straggler",
                        Map.of(),
                        new RunResult.Throughput(79.8, 0.4, 68.5, 27, 3, null, null, 79.81),
                        List.of(
                                new RunResult.Subtask(
                                        0, "<script>alert('\"&{{data}}')</script>", 19, 50.0, 1.0)),
                        null);

        assertThat(page(result, samples(100, 1)))
                .doesNotContain("<script>alert")
                .contains("&lt;script&gt;alert(&#39;&quot;&amp;{{data}}&#39;)&lt;/script&gt;");
    }

    @Test
    void holdsJsonThatCannotEndItsScript() {
        assertThat(Html.json("\"</script>&\"")).isEqualTo("\"\\u003c/script\\u003e\\u0026\"");
    }

    @Test
    void saysWhyThereIsNoFigure() throws Exception {
        assertThat(page(withoutSteadyState(), samples(1, 4)))
                .contains("No throughput is given: a queue grew.")
                .contains("no steady state: all of it is a transient")
                .contains("data-chart=\"throughput\"");
    }

    @Test
    void saysWhenTheQueuesOfAStragglerThatRecoveredWereGone() throws Exception {
        RunResult recovered =
                Results.with(
                        Results.measured("recovering-straggler", Map.of(), 297.0, 1),
                        new AfterLastChange(90, 1820, 12, 34.0));

        assertThat(page(recovered, samples(100, 1)))
                .contains("at second 90, 1820 records were in flight; the queues were gone 34 s");
        assertThat(measured()).doesNotContain("the queues were gone");
    }

    @Test
    void doesWithoutSamples() throws Exception {
        assertThat(page(withoutSteadyState(), "second,processed,emitted,processed_0\n"))
                .contains("Fewer than two samples make no curve.")
                .doesNotContain("data-chart");
    }

    @Test
    void saysThatSamplesAreBroken() throws Exception {
        assertThat(page(Results.constantStraggler(), "second,proc"))
                .contains("The samples cannot be read: ", "line 1 is not a header");
    }

    @Test
    void saysWhichSamplesOfTheMeasuredWindowAreMissing() throws Exception {
        assertThat(page(Results.constantStraggler(), samples(93, 4)))
                .contains(
                        "<p class=\"failure\">The samples are not all there: the last is of second"
                                + " 93, and the measured window ends at second 96.</p>");
        assertThat(page(Results.constantStraggler(), "second,processed,emitted,processed_0\n"))
                .contains("The samples are gone: samples.csv is missing, or has none.");
        assertThat(page(Results.constantStraggler(), samples(94, 4))).doesNotContain("The samples");
        assertThat(page(withoutSteadyState(), samples(0, 4))).doesNotContain("The samples");
    }

    @Test
    void saysThatSamplesAreNotToBeRead() throws Exception {
        StoredRun run =
                StoredRunOf.trace(folder, Results.constantStraggler(), Traces.SMALL_CONSTANT);
        Path csv = folder.resolve("samples.csv");
        Files.delete(csv);
        Files.createSymbolicLink(csv, csv);

        assertThat(ReportPage.of(run))
                .contains("The samples cannot be read: " + csv + ": Too many levels of symbolic");
    }

    @Test
    void staysSmallWithAThousandSubtasksAndHours() throws Exception {
        List<RunResult.Subtask> subtasks = new ArrayList<>();
        for (int subtask = 0; subtask < 1000; subtask++) {
            subtasks.add(new RunResult.Subtask(subtask, "node" + subtask, 20.123456789, 7.1, 0.14));
        }
        RunResult result =
                Results.of(
                        "constant-straggler",
                        Map.of(),
                        new RunResult.Throughput(20_000, 4, 68.5, 27, 3, null, null, 79.81),
                        subtasks,
                        null);
        Percentiles all = new Percentiles(10_013.7, 14_020, 19_870, 20_210.9, 20_262);
        LatencyResult latency =
                new LatencyResult(
                        null,
                        1,
                        null,
                        5468L,
                        all,
                        all,
                        subtasks.stream()
                                .map(
                                        subtask ->
                                                new LatencyResult.OfSubtask(
                                                        subtask.index(), 1367, 900, all, all))
                                .toList());
        String wide = page(Results.with(result, latency, null), samples(95, 1000));
        String lasting = page(Results.constantStraggler(), samples(20_000, 4));

        assertThat(wide.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(ONE_MEGABYTE);
        assertThat(wide)
                .contains("Of 1000 channels the 8 with most records in flight are drawn.")
                .contains("id=\"subtask-999-rate\"");
        assertThat(lasting.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(ONE_MEGABYTE);
        assertThat(lasting).contains("Thinned out: each point is the mean of 40 s.");
    }

    @Test
    void tellsTheCommandThatRepeatsTheRun() throws Exception {
        StoredRun run =
                StoredRunOf.trace(
                        folder.resolve("it's"), Results.constantStraggler(), Traces.SMALL_CONSTANT);

        assertThat(RepeatCommand.of(run))
                .isEqualTo(
                        "bin/deploy-tool run '%s/it'\\''s/constant-straggler.properties' --target embedded --workers 1 --max-time 600000ms"
                                .formatted(folder));
    }

    @Test
    void isOneFileInTheFolderOfTheRun() throws Exception {
        StoredRun run =
                StoredRunOf.trace(folder, Results.constantStraggler(), Traces.SMALL_CONSTANT);

        assertThat(ReportFile.write(run)).isEqualTo(folder.resolve("report.html")).isNotEmptyFile();
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void tellsHowLongCheckpointsTook() throws Exception {
        CheckpointResult checkpoints =
                new CheckpointResult(5, 12, 0, null, 0, 1.2, 4.1, 9.8, 136.5, null, 0, 412);

        assertThat(page(Results.with(Results.constantStraggler(), checkpoints), samples(30, 4)))
                .contains(
                        "<p>Checkpoints, one every 5 s: 12 completed, 4.1 s on average, 9.8 s the longest");
    }
}
