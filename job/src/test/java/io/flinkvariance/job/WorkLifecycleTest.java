package io.flinkvariance.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.stamps.StampSampling;
import io.flinkvariance.workload.Workload;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.AbstractRichFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both kinds of work, from the client that makes them to the end in a TaskManager. */
@Timeout(30)
class WorkLifecycleTest {
    private interface Kind extends BiFunction<Workload, StampSampling, AbstractRichFunction> {}

    static Stream<Named<Kind>> kinds() {
        return Stream.of(
                Named.of("one at a time", (work, stamps) -> new StragglerWork(work, 1, stamps)),
                Named.of("overlapped", (work, stamps) -> new OverlappedWork(work, 1, stamps)));
    }

    /** As a TaskManager has it: out of a copy that came by wire. */
    private static AbstractRichFunction arrived(Kind kind, String name) throws Exception {
        Scenario scenario = Kit.scenario(name);
        return InstantiationUtil.clone(
                kind.apply(Workload.of(scenario), StampSampling.of(scenario)));
    }

    private static void open(AbstractRichFunction work, SubtaskContext context) throws Exception {
        work.setRuntimeContext(context.asFlinkGivesIt());
        if (work instanceof CheckpointedFunction checkpointed) {
            ListState<?> nothing = always(ListState.class, List.of());
            OperatorStateStore store = always(OperatorStateStore.class, nothing);
            checkpointed.initializeState(always(FunctionInitializationContext.class, store));
        }
        work.open(new Configuration());
    }

    /** Gives the same answer whatever it is asked. */
    private static <T> T always(Class<T> type, Object answer) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, asked, by) -> answer));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void isKnownInItsTaskManagerWhileItIsOpen(Kind kind) throws Exception {
        SubtaskContext context = new SubtaskContext("hot " + kind, 0);
        AbstractRichFunction work = arrived(kind, "hot-host");

        open(work, context);
        assertThat(context.isKnownToOthers()).isTrue();

        work.close();
        assertThat(context.isKnownToOthers()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void isNotKnownThereWhereOneSubtaskIsSlow(Kind kind) throws Exception {
        SubtaskContext context = new SubtaskContext("constant " + kind, 0);
        AbstractRichFunction work = arrived(kind, "constant-straggler");

        open(work, context);
        assertThat(context.isKnownToOthers()).isFalse();

        work.close();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void showsCountsAndStampsByThreadsThatEndWithIt(Kind kind) throws Exception {
        SubtaskContext context = new SubtaskContext("shown " + kind, 0);
        AbstractRichFunction work = arrived(kind, "constant-straggler");

        open(work, context);
        assertThat(context.text(CountPublisher.HISTORY)).endsWith(":0:0");
        assertThat(context.text(StampPublisher.STAMPS)).isNotEmpty();
        List<Thread> threads = context.threads();
        assertThat(threads).hasSize(2);

        work.close();
        work.close();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void canBeClosedWithoutEverHavingBeenOpen(Kind kind) throws Exception {
        arrived(kind, "hot-host").close();
    }
}
