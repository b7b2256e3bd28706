package io.flinkvariance.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.scenario.ScenarioReader;
import io.flinkvariance.stamps.Stamp;
import io.flinkvariance.stamps.StampSampling;
import io.flinkvariance.stamps.StampText;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.streaming.api.functions.source.SourceFunction.SourceContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SyntheticSourceTest {
    /** Several distances between stamped records of a source flat out. */
    private static final int RECORDS = 300_000;

    private static final long HELD_UP_MILLIS = 50;

    private final SubtaskContext context = new SubtaskContext("synthetic", 0);
    private final List<long[]> state = new ArrayList<>();
    private final Object lock = new Object();

    private static Scenario scenario(int intervalMillis, int events, int limit) throws Exception {
        return ScenarioReader.parse(
                "tried",
                "tried",
                """
                mode=MINIMAL_VARIANCE
                stream.interval=%d
                stream.numEventsInInterval=%d
                stream.parallelism=1
                nums.min=0
                nums.range=1
                stream.limit=%d
                """
                        .formatted(intervalMillis, events, limit));
    }

    private SyntheticSource opened(Scenario scenario) throws Exception {
        SyntheticSource source = new SyntheticSource(scenario);
        source.setRuntimeContext(context.asFlinkGivesIt());
        ListState<?> kept =
                answering(
                        ListState.class,
                        Map.of(
                                "get", ignored -> List.copyOf(state),
                                "clear", ignored -> clear(),
                                "add", added -> state.add((long[]) added[0])));
        OperatorStateStore store =
                answering(OperatorStateStore.class, Map.of("getListState", ignored -> kept));
        source.initializeState(
                answering(
                        FunctionInitializationContext.class,
                        Map.of("getOperatorStateStore", ignored -> store)));
        source.open(new Configuration());
        return source;
    }

    private Object clear() {
        state.clear();
        return "cleared";
    }

    private interface Answer {
        Object to(Object[] arguments);
    }

    private static <T> T answering(Class<T> type, Map<String, Answer> answers) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, asked, by) -> answers.get(asked.getName()).to(by)));
    }

    @SuppressWarnings("unchecked") // the context's class is that of any
    private void run(SyntheticSource source, Consumer<Integer> records) throws Exception {
        SourceContext<Integer> taking =
                answering(
                        SourceContext.class,
                        Map.of(
                                "getCheckpointLock", ignored -> lock,
                                "collect", record -> taken(records, (Integer) record[0])));
        source.run(taking);
    }

    private Object taken(Consumer<Integer> records, Integer record) {
        assertThat(Thread.holdsLock(lock)).isTrue();
        records.accept(record);
        return "taken";
    }

    private List<Integer> stampedOnce(int stamps) throws InterruptedException {
        return stampsOnce(stamps).stream().map(Stamp::ordinal).toList();
    }

    private List<Stamp> stampsOnce(int stamps) throws InterruptedException {
        List<Stamp> stamped = List.of();
        while (stamped.size() < stamps) {
            Thread.sleep(20);
            stamped =
                    StampText.parse(context.text(StampPublisher.STAMPS)).chunks().stream()
                            .flatMap(chunk -> chunk.stamps().stream())
                            .toList();
        }
        return stamped;
    }

    private long total(String name) {
        return ((LongCounter) context.accumulators().get(name)).getLocalValue();
    }

    /** Flat out in bursts of any length, and with sleeps, where all are stamped. */
    @ParameterizedTest(name = "{1} records every {0} ms, {2} in all")
    @CsvSource({"0, 1000000, 300000", "0, 7, 300000", "1, 7, 100"})
    void emitsAllInOrderCountsThemAndStampsThoseThatTheRuleTakes(
            int intervalMillis, int events, int limit) throws Exception {
        Scenario scenario = scenario(intervalMillis, events, limit);
        SyntheticSource source = opened(scenario);
        List<Integer> emitted = new ArrayList<>();

        run(source, emitted::add);

        assertThat(emitted).isEqualTo(IntStream.range(0, limit).boxed().toList());
        StampSampling sampling = StampSampling.of(scenario);
        List<Integer> taken = emitted.stream().filter(sampling::takes).toList();
        assertThat(taken).hasSizeGreaterThan(5);
        assertThat(stampedOnce(taken.size())).isEqualTo(taken);
        source.close();
        assertThat(total(Totals.EMITTED)).isEqualTo(limit);
    }

    /** In the midst of a stretch without a stamp. */
    @Test
    void goesOnBehindASavepointThatIsMadeBetweenAnyTwoRecords() throws Exception {
        Scenario scenario = scenario(0, 1_000_000, RECORDS);
        int covered = 123_457;
        SyntheticSource first = opened(scenario);
        run(
                first,
                record -> {
                    if (record == covered - 1) {
                        first.cancel();
                    }
                });
        first.snapshotState(null);
        first.close();
        assertThat(state).containsExactly(new long[] {covered});

        SyntheticSource second = opened(scenario);
        List<Integer> emitted = new ArrayList<>();
        run(second, emitted::add);

        assertThat(emitted).isEqualTo(IntStream.range(covered, RECORDS).boxed().toList());
        StampSampling sampling = StampSampling.of(scenario);
        List<Integer> taken = emitted.stream().filter(sampling::takes).toList();
        assertThat(stampedOnce(taken.size())).isEqualTo(taken);
        second.close();
        assertThat(total(Totals.EMITTED)).isEqualTo(RECORDS);
        assertThat(total(Totals.RESTORED)).isEqualTo(covered);
    }

    /** In the midst of the first burst, and at the end of the third. */
    @Test
    void saysByHowMuchItIsLateFromAllThatHeldItUp() throws Exception {
        SyntheticSource source = opened(scenario(20, 5, 20));

        run(
                source,
                record -> {
                    if (record == 1 || record == 14) {
                        holdUp();
                    }
                });

        List<Long> late = stampsOnce(20).stream().map(Stamp::lateMicros).toList();
        source.close();
        assertThat(late.get(0)).isNotNegative();
        assertThat(late.get(2) - late.get(1)).isGreaterThanOrEqualTo(HELD_UP_MILLIS * 1000);
        assertThat(late.get(5) - late.get(1)).isGreaterThanOrEqualTo(HELD_UP_MILLIS * 1000);
        assertThat(late.get(15) - late.get(13)).isGreaterThanOrEqualTo(HELD_UP_MILLIS * 1000);
        assertThat(late).isSorted();
    }

    @Test
    void isNeverLateWithoutASchedule() throws Exception {
        SyntheticSource source = opened(scenario(0, 1000, RECORDS));

        run(source, record -> {});

        assertThat(stampsOnce(5)).extracting(Stamp::lateMicros).containsOnly(0L);
        source.close();
    }

    private static void holdUp() {
        try {
            Thread.sleep(HELD_UP_MILLIS);
        } catch (InterruptedException early) {
            throw new AssertionError(early);
        }
    }
}
