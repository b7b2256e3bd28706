package io.flinkvariance.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResultTableTest {
    @Test
    void putsTheMeasuredBesideTheExpected() {
        assertThat(ResultTable.of(Results.constantStraggler()))
                .isEqualTo(
                        """
                        constant-straggler               records/s   of minimal
                        ───────────────────────────────────────────────────────
                        measured, mean ± 95 %           79.8 ± 0.4       14.2 %
                        explained by subtasks' times          79.8       14.2 %
                        forecast, rebalance                   79.8       14.2 %
                        ceiling, work-conserving             442.5       78.5 %
                        offered by the source                952.4            –
                        accepted from the source              80.0            –
                        capacity, no subtask waiting         442.5            –
                        published, Flink 1.8.1 (2019)            –       12.0 %
                        of minimal: measured against the run 20260102T000000Z-minimal-variance-embedded, forecast and ceiling against their own.

                        subtask    host   records/s   ms/record   capacity
                        ──────────────────────────────────────────────────
                        0         node1        20.0       50.12    100.0 %   ◄ hotspot
                        1         node1        20.0        7.10     14.2 %
                        2         node2        20.0        7.10     14.2 %
                        3         node2        20.0        7.10     14.2 %

                        Subtask 0 is the hotspot: at 50.1 ms a record it works all the time and does 20.0 records/s, and as rebalance gives every subtask the same share, the others keep its pace and are idle 86 % of the time: 79.8 records/s in all, where 79.8 were forecast. A router that sends no more to a full channel could reach 442 records/s: --set stream.partitioner=least-backlog.
                        """);
    }
}
