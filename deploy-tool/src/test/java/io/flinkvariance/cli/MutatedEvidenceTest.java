package io.flinkvariance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.error.ExitCode;
import io.flinkvariance.measure.Traces;
import io.flinkvariance.remedies.Remedies;
import io.flinkvariance.result.RunResult;
import io.flinkvariance.result.RunSchema;
import io.flinkvariance.smackdown.Smackdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** What {@code report}, {@code compare} and {@code results} make of files that came to harm. */
class MutatedEvidenceTest {
    /** Would end an attribute, an element, a script or a comment, if it were not taken for text. */
    private static final String MARKUP =
            "\"x'\\\"></script></title><!--<script>alert(1)</script><img"
                    + " src=x>{{data}}$1\\u2028\\u202e\\u001b[31m\"";

    /** Markup that came through, what no eye sees, and figures that are none. */
    private static final Pattern UNSOUND =
            Pattern.compile(
                    "<img|<!--|[\\u2028\\u202e\\u001b]|(value=\"|width:|left:)-?(NaN|Infinity)"
                            + "|.{0,40}\\bnull\\b.{0,20}");

    private Path parent;
    private Path good;
    private Path harmed;

    /** One change of one value. */
    record Change(int place, MutatedJson.How how, String raw) {}

    @BeforeProperty
    void storeARunThatIsWhole() throws Exception {
        parent = Files.createTempDirectory("mutated");
        good = Files.createDirectories(parent.resolve("results/20260101T000000Z-good"));
        harmed = Files.createDirectories(parent.resolve("results/20260102T000000Z-harmed"));
        Files.writeString(good.resolve("run.json"), run());
        List<String> samples = Files.readAllLines(Traces.file(Traces.SMALL_CONSTANT));
        for (Path folder : List.of(good, harmed)) {
            Files.write(folder.resolve("samples.csv"), samples.subList(0, 40));
        }
    }

    @AfterProperty
    void removeFiles() throws IOException {
        try (Stream<Path> all = Files.walk(parent)) {
            for (Path path : all.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(path);
            }
        }
    }

    private static String run() throws Exception {
        return Files.readString(Path.of(RunResult.class.getResource("every-key.json").toURI()));
    }

    private static String smackdown() throws Exception {
        return Files.readString(Path.of(Smackdown.class.getResource("measured.json").toURI()));
    }

    private static String remedies() throws Exception {
        return Files.readString(Path.of(Remedies.class.getResource("measured.json").toURI()));
    }

    @Provide
    Arbitrary<Change> changes() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 1000),
                        Arbitraries.of(MutatedJson.How.class),
                        Arbitraries.of(
                                MARKUP,
                                "null",
                                "true",
                                "0",
                                "-1",
                                "1.5",
                                "1e-200",
                                "1e300",
                                "-1e999",
                                "99999999999999999999",
                                "\"\"",
                                "\"NaN\"",
                                "\"-Infinity\"",
                                "\"\\ud800\"",
                                "\"a\\u0000b\"",
                                "[]",
                                "[null]",
                                "{}",
                                "{\"a\": null}",
                                "{" + MARKUP + ": " + MARKUP + "}"))
                .as(Change::new);
    }

    @Example
    void theRunToBeginWithHasEveryKeyAndAPage() throws Exception {
        assertThat(RunSchema.violations(run())).isEmpty();
        assertThat(report("run.json", run()).exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(compare().exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Example
    void aShareOfARunWithoutANameIsShownWithoutOne() throws Exception {
        String nameless = run().replaceFirst("\"relativeTo\": \"[^\"]*\"", "\"relativeTo\": null");

        assertToldOrShown(report("run.json", nameless), nameless);
        assertThat(Files.readString(harmed.resolve("report.html")))
                .contains("; 43.8 % of the throughput without a straggler");
    }

    @Property(tries = 60)
    void makesAPageOrSaysWhyNotWhateverWasChangedInARun(
            @ForAll @Size(min = 1, max = 3) List<@From("changes") Change> changes)
            throws Exception {
        String changed = changed(run(), changes);

        assertToldOrShown(report("run.json", changed), changed);
        assertToldOrShown(compare(), changed);
        assertThat(cli("results").exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Property(tries = 50)
    void makesAPageOrSaysWhyNotWhateverWasChangedInASeries(
            @ForAll boolean isSmackdown,
            @ForAll @Size(min = 1, max = 3) List<@From("changes") Change> changes)
            throws Exception {
        String changed = changed(isSmackdown ? smackdown() : remedies(), changes);

        assertToldOrShown(
                report(isSmackdown ? "smackdown.json" : "remedies.json", changed), changed);
    }

    @Property(tries = 15)
    void saysThatItIsHalfOfARunWhereverItWasCutOff(@ForAll int length) throws Exception {
        String cut = run().strip();
        cut = cut.substring(0, Math.floorMod(length, cut.length()));

        CliRun report = report("run.json", cut);

        assertThat(report.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(report.err()).contains("run.json: not the result of a run, or only half of it");
        assertThat(compare().exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(cli("results").out()).contains("unreadable");
    }

    private static String changed(String text, List<Change> changes) throws Exception {
        MutatedJson json = new MutatedJson(text);
        // What is put in raw is no place for the next.
        for (Change change : changes) {
            json.change(change.place(), change.how(), change.raw());
        }
        return json.toString();
    }

    private CliRun report(String file, String text) throws Exception {
        for (String other : List.of("run.json", "smackdown.json", "remedies.json", "report.html")) {
            Files.deleteIfExists(harmed.resolve(other));
        }
        Files.writeString(harmed.resolve(file), text);
        return cli("report", harmed.toString());
    }

    private CliRun compare() throws Exception {
        Path page = harmed.resolve("report.html");
        Files.deleteIfExists(page);
        return cli("compare", good.toString(), harmed.toString(), "--html", page.toString());
    }

    private CliRun cli(String... arguments) {
        return CliRun.of(
                Stream.concat(Stream.of(arguments), Stream.of("--output", parent.toString()))
                        .toArray(String[]::new));
    }

    private void assertToldOrShown(CliRun run, String changed) throws Exception {
        Path page = harmed.resolve("report.html");
        assertThat(run.err()).as(changed).doesNotContain("unexpected:");
        if (run.exitCode() == ExitCode.DONE) {
            assertThat(page).as(changed).exists();
            assertIsSound(Files.readString(page), changed);
        } else {
            assertThat(run.exitCode()).as(changed).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).as(changed).isNotBlank();
            assertThat(page).as(changed).doesNotExist();
        }
    }

    private static void assertIsSound(String page, String changed) {
        String withoutScripts =
                Stream.of(page.split("<script", -1))
                        .map(part -> part.substring(part.lastIndexOf("</script>") + 1))
                        .collect(Collectors.joining());
        assertThat(page.split("<script", -1).length).as(changed).isIn(1, 4);
        assertThat(UNSOUND.matcher(withoutScripts).results().map(MatchResult::group))
                .as(changed)
                .isEmpty();
    }
}
