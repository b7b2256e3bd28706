package io.flinkvariance.job;

import java.util.Arrays;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * How many records a subtask of a source has taken from each of its partitions.
 *
 * <p>Flink promises no subtask the elements of a list state that it had before, but it does assign
 * the partitions by a rule. Each subtask is therefore shown the counts of all, and takes its own.
 */
final class PartitionCounts {
    private static final String STATE = "taken";

    private final ListState<long[]> state;
    private final int[] own;
    private final long[] counts;

    private PartitionCounts(ListState<long[]> state, int[] own, int partitions) {
        this.state = state;
        this.own = own;
        this.counts = new long[partitions];
    }

    /**
     * Those of a checkpoint; zeros in a job that is restored from nothing.
     *
     * @param own the partitions of this subtask
     * @param partitions how many there are in all
     */
    static PartitionCounts of(FunctionInitializationContext context, int[] own, int partitions)
            throws Exception {
        ListState<long[]> state =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>(
                                        STATE,
                                        PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO));
        PartitionCounts counts = new PartitionCounts(state, own, partitions);
        for (long[] partitionAndCount : state.get()) {
            counts.counts[(int) partitionAndCount[0]] = partitionAndCount[1];
        }
        return counts;
    }

    void increment(int partition) {
        counts[partition]++;
    }

    /** Of this subtask's own. */
    long sum() {
        return Arrays.stream(own).mapToLong(partition -> counts[partition]).sum();
    }

    /** What the checkpoint that is being made is to hold. */
    void keep() throws Exception {
        state.clear();
        for (int partition : own) {
            state.add(new long[] {partition, counts[partition]});
        }
    }
}
