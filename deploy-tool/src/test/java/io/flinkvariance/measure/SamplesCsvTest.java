package io.flinkvariance.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flinkvariance.scenario.Partitioner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplesCsvTest {
    private static final Sample FULL =
            new Sample(3, 12, List.of(4L, 5L), List.of(6L, 6L), List.of(200.25, 35.0));

    @Test
    void writesTheColumnsOfTheRecordedRunsFirst() {
        assertThat(SamplesCsv.header(FULL))
                .isEqualTo(
                        "second,processed,emitted,processed_0,processed_1,sent_0,sent_1,"
                                + "service_millis_0,service_millis_1");
        assertThat(SamplesCsv.line(FULL)).isEqualTo("3,9,12,4,5,6,6,200.25,35");
    }

    @Test
    void writesTheOffsetsOfATopicLastAndNothingForWhatIsUnknown() throws Exception {
        Sample known =
                new Sample(
                        3,
                        12,
                        List.of(4L, 5L),
                        List.of(),
                        List.of(),
                        Optional.of(new TopicOffsets(OptionalLong.of(20), OptionalLong.of(11), 0)));
        Sample unknown =
                new Sample(
                        4,
                        13,
                        List.of(5L, 5L),
                        List.of(),
                        List.of(),
                        Optional.of(TopicOffsets.UNKNOWN));

        assertThat(SamplesCsv.header(known))
                .isEqualTo(
                        "second,processed,emitted,processed_0,processed_1,"
                                + "end_offset,lag,unprocessed,committed_lag");
        assertThat(SamplesCsv.line(known)).isEqualTo("3,9,12,4,5,20,8,11,9");
        assertThat(SamplesCsv.line(unknown)).isEqualTo("4,10,13,5,5,,,,");
        assertThat(
                        parse(
                                        SamplesCsv.header(known),
                                        SamplesCsv.line(known),
                                        SamplesCsv.line(unknown))
                                .samples())
                .extracting(Sample::emitted)
                .containsExactly(12L, 13L);
    }

    @Test
    void readsWhatItWrites() throws Exception {
        assertThat(parse(SamplesCsv.header(FULL), SamplesCsv.line(FULL)).samples())
                .containsExactly(FULL);
    }

    @Property
    void readsEveryTimeAsItWasWritten(@ForAll @DoubleRange(min = 0, max = 1e300) double millis)
            throws Exception {
        Sample sample = new Sample(0.1, 1, List.of(1L), List.of(), List.of(millis));

        assertThat(SamplesCsv.line(sample)).doesNotContainIgnoringCase("e");
        assertThat(parse(SamplesCsv.header(sample), SamplesCsv.line(sample)).samples())
                .containsExactly(sample);
    }

    @Test
    void readsARecordedRun() {
        SampleSeries samples = Traces.read(Traces.SMALL_CONSTANT);

        assertThat(samples.size()).isEqualTo(137);
        assertThat(samples.subtasks()).isEqualTo(4);
        assertThat(samples.countsSent()).isFalse();
        assertThat(samples.countsServiceTime()).isFalse();
    }

    @Test
    void passesOverColumnsOfNewerVersions() throws Exception {
        assertThat(parse("second,news,emitted,processed_0", "1,x,5,4").samples())
                .containsExactly(new Sample(1, 5, List.of(4L), List.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 1 | s.csv: line 1 is not a header; expected second,processed,emitted,processed_0,…",
                "second,emitted | 1,2 | s.csv: line 1 is not a header; expected second,processed,emitted,processed_0,…",
                "second,emitted,processed_0 | 1,2 | s.csv, line 2: 2 fields; expected 3",
                "second,emitted,processed_0 | 1,2,x | 's.csv, line 2, column processed_0: ''x''; expected a whole number from 0 to 9007199254740992'",
                "second,emitted,processed_0 | NaN,2,3 | 's.csv, line 2, column second: ''NaN''; expected a number from 0'",
                "second,emitted,processed_0 | 1,-2,3 | 's.csv, line 2, column emitted: ''-2''; expected a whole number from 0 to 9007199254740992'",
                "second,emitted,processed_0 | 1,2,9223372036854775807 | 's.csv, line 2, column processed_0: ''9223372036854775807''; expected a whole number from 0 to 9007199254740992'",
                "second,emitted,processed_0,processed_1 | 1,2,9007199254740992,9007199254740992 | 's.csv, line 2: not a count of records: processed is 9007199254740992; expected 0 to 9007199254740992 in all'",
                "second,processed,emitted,processed_0,processed_1 | 1,12,20,4,4 | 's.csv, line 2, column processed: 12, but processed_0 to processed_1 add up to 8'",
                "second,emitted,processed_0,processed_1,processed_3 | 1,2,3,4,5 | 's.csv: line 1 has no processed_2, but later ones'",
                "second,emitted,processed_0,processed_0 | 1,2,3,4 | s.csv: line 1 names processed_0 twice",
                "second,emitted,processed_0,processed_1,sent_0 | 1,2,3,4,5 | s.csv: line 1 names different numbers of subtasks"
            })
    void saysWhereAFileIsWrong(String header, String line, String message) {
        assertThatThrownBy(() -> parse(header, line))
                .isInstanceOf(MalformedSamplesException.class)
                .hasMessage(message);
    }

    @Test
    void refusesWhatNoCounterCanShow() {
        String header = "second,emitted,processed_0,service_millis_0";

        assertThatThrownBy(() -> parse(header, "0,5,5,1", "1,6,4,2"))
                .hasMessage(
                        "s.csv, line 3, column processed_0: 4 is lower than 5 in the line before");
        assertThatThrownBy(() -> parse(header, "0,5,5,2.5", "1,6,6,2"))
                .hasMessage(
                        "s.csv, line 3, column service_millis_0: 2 is lower than 2.5 in the line"
                                + " before");
        assertThatThrownBy(() -> parse(header, "7e300,5,5,1"))
                .hasMessage(
                        "s.csv, line 2, column second: '7e300'; expected a number from 0 to"
                                + " 1000000000");
        assertThatThrownBy(() -> parse(header, "2,0,0,0", "1,0,0,0"))
                .hasMessage(
                        "s.csv, line 3, column second: 1 is not later than 2 in the line before");
    }

    private static String[] evenly(int emittedMore, int processedMore, int serviceMillis) {
        return Stream.concat(
                        Stream.of("second,emitted,processed_0,service_millis_0"),
                        IntStream.range(0, 60)
                                .mapToObj(
                                        second ->
                                                "%d,%d,%d,%d"
                                                        .formatted(
                                                                second,
                                                                20 * second + emittedMore,
                                                                20 * second + processedMore,
                                                                serviceMillis * second)))
                .toArray(String[]::new);
    }

    @Test
    void refusesMoreProcessedThanEmitted() throws Exception {
        assertThatThrownBy(() -> parse(evenly(0, 100_000, 1000)))
                .hasMessage(
                        "s.csv, line 2, column emitted: 100000 records are processed, and 200 are"
                                + " emitted as late as second 10");

        assertThat(parse(evenly(0, 100, 1000)).size())
                .as("clocks that differ by 5 s")
                .isEqualTo(60);
    }

    @Test
    void refusesMoreProcessedThanEmittedInTheLastSecondsToo() throws Exception {
        String[] lines = evenly(0, 0, 1000);
        lines[56] = "55,1100,101100,55000";
        for (int line = 57; line < lines.length; line++) {
            lines[line] = lines[line].replaceFirst(",[0-9]+,([0-9]+)$", ",102000,$1");
        }

        assertThatThrownBy(() -> parse(lines))
                .hasMessage(
                        "s.csv, line 57, column emitted: 101100 records are processed, and 1180 are"
                                + " emitted by second 59");

        lines[56] = "55,1100,1300,55000";
        for (int line = 57; line < lines.length; line++) {
            lines[line] = lines[line].replace(",102000,", ",1300,");
        }
        assertThat(parse(lines).size()).as("a source whose clock is late").isEqualTo(60);
    }

    private static String[] channels(int sentMore, int processedMore) {
        return Stream.concat(
                        Stream.of("second,emitted,processed_0,processed_1,sent_0,sent_1"),
                        IntStream.range(0, 60)
                                .mapToObj(
                                        second ->
                                                "%d,%d,%d,%d,%d,%d"
                                                        .formatted(
                                                                second,
                                                                40 * second + 100_100,
                                                                20 * second + processedMore,
                                                                20 * second,
                                                                20 * second + sentMore,
                                                                20 * second)))
                .toArray(String[]::new);
    }

    @Test
    void refusesMoreRecordsOnTheWayThanBeforeIt() throws Exception {
        assertThat(parse(channels(100, 90)).size()).isEqualTo(60);
        assertThatThrownBy(() -> parse(channels(100, 100_000)))
                .hasMessage(
                        "s.csv, line 2, column sent_0: 100000 records are processed by that subtask,"
                                + " and 300 are sent to it as late as second 10");
        assertThatThrownBy(() -> parse(channels(200_000, 100)))
                .hasMessage(
                        "s.csv, line 2, column emitted: 200000 records are sent, and 100500 are"
                                + " emitted as late as second 10");
    }

    @Test
    void refusesMoreWorkThanThereWasTime() throws Exception {
        assertThatThrownBy(() -> parse(evenly(50, 0, 500 * 20)))
                .hasMessage(
                        "s.csv, line 5, column service_millis_0: 10000 ms of work within 3000 ms");

        assertThat(parse(evenly(50, 0, 1000)).size()).as("busy all the time").isEqualTo(60);
    }

    @Test
    void takesALongRecordThatBeganBeforeTheSamples() throws Exception {
        assertThat(
                        parse(
                                        "second,emitted,processed_0,service_millis_0",
                                        "0,99,4,0",
                                        "1,99,4,0",
                                        "2,99,5,25000",
                                        "3,99,5,30000",
                                        "4,99,6,31500")
                                .size())
                .isEqualTo(5);
    }

    @Test
    void readsWholeNumbersAsSpreadsheetsWriteThem() throws Exception {
        assertThat(parse("second, emitted, processed_0", "1.0, 800.0, 5.00").samples())
                .containsExactly(new Sample(1, 800, List.of(5L), List.of(), List.of()));
        assertThatThrownBy(() -> parse("second,emitted,processed_0", "1,1.2E+05,5"))
                .hasMessage(
                        "s.csv, line 2, column emitted: '1.2E+05'; expected a whole number from 0 to"
                                + " 9007199254740992");
    }

    @Test
    void readsFieldsInQuotes() throws Exception {
        assertThat(parse("\"second\",\"emitted\",\"processed_0\"", "\"1\", \"8.0\",5").samples())
                .containsExactly(new Sample(1, 8, List.of(5L), List.of(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"second;emitted;processed_0", "\uFEFF\"second\"\t\"emitted\""})
    void saysThatFieldsStandBetweenCommas(String header) {
        assertThatThrownBy(() -> parse(header, "1;5;5"))
                .hasMessage(
                        "s.csv: line 1 is not a header; expected second,processed,emitted,"
                                + "processed_0,… with commas between");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\n\n",
                "\r\n\r\n",
                "\n \n\n",
                "\n,,\n , ,\n",
                "\n\"\",\"\",\"\"\n",
                "\n2,7",
                "\n2,7\n",
                "\n2,7\n\n",
                "\n2,7,6,",
                "\n2,7,",
                "\n\0\0"
            })
    void passesOverBlankLinesAtTheEndAndALineThatWasCutOff(String end) throws Exception {
        String text = "\uFEFFsecond,emitted,processed_0\n0,5,5\n1,6,6" + end;

        assertThat(SamplesCsv.parse(text, "s.csv").size()).isEqualTo(2);
    }

    @Test
    void refusesAShortLineThatIsNotTheLast() {
        assertThatThrownBy(
                        () -> SamplesCsv.parse("second,emitted,processed_0\n0,5\n1,6,6\n", "s.csv"))
                .hasMessage("s.csv, line 2: 2 fields; expected 3");
        assertThatThrownBy(() -> SamplesCsv.parse("second,emitted,processed_0\n\n1,6,6\n", "s.csv"))
                .hasMessage("s.csv, line 2: blank");
    }

    @Test
    void refusesAnEmptyFileAndOneThatIsNotText(@TempDir Path folder) throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.csv"));
        Path binary =
                Files.write(folder.resolve("binary.csv"), new byte[] {(byte) 0xC3, (byte) 0x28});

        assertThatThrownBy(() -> SamplesCsv.read(empty))
                .hasMessage(empty + ": empty; expected samples");
        assertThatThrownBy(() -> SamplesCsv.read(binary))
                .hasMessage(binary + ": not a text file; expected samples");
    }

    @Property
    void answersAnyTextWithSamplesOrWithAMessage(@ForAll String text) {
        assertAnswers(text);
    }

    /** Wherever a file is damaged, it still gives samples that can be judged, or a message. */
    @Property
    void answersADamagedFileWithSamplesOrWithAMessage(
            @ForAll @IntRange(max = 4724) int place,
            @ForAll @IntRange(max = 60) int lost,
            @ForAll("pieces") String put)
            throws Exception {
        String whole = Files.readString(Traces.file(Traces.SMALL_CONSTANT));
        int end = Math.min(whole.length(), place + lost);

        assertAnswers(whole.substring(0, place) + put + whole.substring(end));
    }

    @Provide
    static Arbitrary<String> pieces() {
        return Arbitraries.of(
                "",
                ",",
                "\n",
                "-",
                ".",
                ".0",
                "9",
                "e9",
                "9223372036854775807",
                "NaN",
                "\u001b",
                "\"");
    }

    private static void assertAnswers(String text) {
        try {
            SampleSeries samples = SamplesCsv.parse(text, "s.csv");
            assertThat(Measurement.of(samples, Partitioner.REBALANCE, 0).verdict()).isNotNull();
        } catch (MalformedSamplesException malformed) {
            assertThat(malformed).hasMessageStartingWith("s.csv");
        }
    }

    private static SampleSeries parse(String... lines) throws MalformedSamplesException {
        return SamplesCsv.parse(String.join("\n", lines) + "\n", "s.csv");
    }
}
