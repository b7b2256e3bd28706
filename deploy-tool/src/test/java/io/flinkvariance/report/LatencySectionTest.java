package io.flinkvariance.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.latency.Percentiles;
import io.flinkvariance.result.LatencyResult;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatencySectionTest {
    private static final Percentiles FAST = new Percentiles(7.123, 8, 9.5, 10, 12.6);

    @Test
    void keepsEachFigureExactlyForPrograms() {
        assertThat(
                        LatencySection.of(
                                new LatencyResult(
                                        null,
                                        1,
                                        null,
                                        40L,
                                        FAST,
                                        FAST,
                                        List.of(
                                                new LatencyResult.OfSubtask(0, 40, 0, FAST, FAST),
                                                new LatencyResult.OfSubtask(1, 0, 0, null, null)))))
                .contains("<data id=\"latency-emission-p50\" value=\"7.123\">7.12</data>")
                .contains("<data id=\"latency-schedule-p999\" value=\"10.0\">10</data>")
                .contains("<data id=\"subtask-0-latency-emission-max\" value=\"12.6\">13</data>")
                .contains("<data id=\"subtask-0-latency-schedule-p99\" value=\"9.5\">9.50</data>")
                .contains("subtask 1, from schedule</th><td>–</td>")
                .contains("<p>Of all 40 records done in the window");
    }

    @Test
    void tellsOfManySubtasksThoseWhoseP99IsHighest() {
        List<LatencyResult.OfSubtask> subtasks =
                IntStream.range(0, 102)
                        .mapToObj(
                                index ->
                                        new LatencyResult.OfSubtask(
                                                index,
                                                1,
                                                0,
                                                index == 7
                                                        ? null
                                                        : new Percentiles(
                                                                1, 2, 1000 - index, 2000, 3000),
                                                null))
                        .toList();

        assertThat(LatencySection.of(new LatencyResult(null, 1, null, 40L, FAST, null, subtasks)))
                .contains("Of 102 subtasks the 100 are told whose p99 is highest.")
                .contains("subtask 0, from", "subtask 100, from")
                .doesNotContain("subtask 7, from", "subtask 101, from");
        assertThat(
                        LatencySection.of(
                                new LatencyResult(
                                        null, 1, null, 40L, FAST, null, subtasks.subList(0, 100))))
                .contains("subtask 7, from")
                .doesNotContain("subtasks the");
    }

    @Test
    void namesTheFirstOfManySubtasksWhoseRecordsAreOfBefore() {
        List<LatencyResult.OfSubtask> subtasks =
                IntStream.range(0, 1000)
                        .mapToObj(index -> new LatencyResult.OfSubtask(index, 9, 5, FAST, null))
                        .toList();

        assertThat(note(subtasks))
                .contains("of subtask 0, 1, 2, 3, 4, 5, 6, 7 and 992 more were emitted before");
        assertThat(note(subtasks.subList(0, 8)))
                .contains("of subtask 0, 1, 2, 3, 4, 5, 6, 7 were emitted before");
    }

    private static String note(List<LatencyResult.OfSubtask> subtasks) {
        return new LatencyResult(null, 1, null, 40L, FAST, null, subtasks).note();
    }

    @Test
    void showsAReasonAsText() {
        assertThat(
                        LatencySection.of(
                                new LatencyResult(
                                        "a <b>", null, null, null, null, null, List.of())))
                .isEqualTo("<p>Not measured: a &lt;b&gt;.</p>\n");
    }

    @Test
    void saysThatAnOlderRunHasNone() {
        assertThat(LatencySection.of(null))
                .isEqualTo(
                        "<p>No latency: there was no steady state, or the run was made before they"
                                + " were measured.</p>\n");
    }
}
