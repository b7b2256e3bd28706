package io.flinkvariance.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                "second,emitted,processed_0 | 1,2,x | 's.csv, line 2: For input string: \"x\"; expected numbers'",
                "second,emitted,processed_0 | NaN,2,3 | 's.csv, line 2: For input string: \"NaN\"; expected numbers'",
                "second,emitted,processed_0,processed_1,sent_0 | 1,2,3,4,5 | s.csv: line 1 names different numbers of subtasks"
            })
    void saysWhereAFileIsWrong(String header, String line, String message) {
        assertThatThrownBy(() -> parse(header, line))
                .isInstanceOf(MalformedSamplesException.class)
                .hasMessage(message);
    }

    @Test
    void refusesWhatNoCounterCanShow() {
        String header = "second,emitted,processed_0";

        assertThatThrownBy(() -> parse(header, "0,5,5", "1,6,4"))
                .hasMessage("s.csv: sample 1 has a counter that is lower than before");
        assertThatThrownBy(() -> parse(header, "7e300,5,5"))
                .hasMessage("s.csv, line 2: not a second of a run: 7.0E300");
    }

    @Test
    void passesOverAByteOrderMarkAndABlankLastLine() throws Exception {
        assertThat(parse("\uFEFFsecond,emitted,processed_0", "0,5,5", "").size()).isEqualTo(1);
    }

    @Test
    void refusesTimeThatGoesBackwards() {
        assertThatThrownBy(() -> parse("second,emitted,processed_0", "2,0,0", "1,0,0"))
                .hasMessage("s.csv: sample 1 is not later than the one before");
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
    void answersAnyLinesWithSamplesOrWithAMessage(@ForAll List<String> lines) {
        try {
            assertThat(SamplesCsv.parse(lines, "s.csv")).isNotNull();
        } catch (MalformedSamplesException malformed) {
            assertThat(malformed).hasMessageStartingWith("s.csv");
        }
    }

    private static SampleSeries parse(String... lines) throws MalformedSamplesException {
        return SamplesCsv.parse(List.of(lines), "s.csv");
    }
}
