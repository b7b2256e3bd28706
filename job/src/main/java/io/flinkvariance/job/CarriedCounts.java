package io.flinkvariance.job;

import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * Counts of an operator that a savepoint carries from one job to the next, whatever the two jobs'
 * parallelisms.
 *
 * <p>Flink deals the elements of a list state out to the new subtasks. Those of one subtask are
 * therefore one element, and a subtask that is dealt several takes their sum: what all subtasks
 * carry together stays the same.
 */
final class CarriedCounts {
    private static final String STATE = "counts";

    private final ListState<long[]> state;
    private final long[] carried;

    private CarriedCounts(ListState<long[]> state, long[] carried) {
        this.state = state;
        this.carried = carried;
    }

    /**
     * What there is for this subtask; zeros in a job that is restored from nothing.
     *
     * @param counts how many of them a subtask has
     */
    static CarriedCounts of(FunctionInitializationContext context, int counts) throws Exception {
        ListState<long[]> state =
                context.getOperatorStateStore()
                        .getListState(
                                new ListStateDescriptor<>(
                                        STATE,
                                        PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO));
        long[] sums = new long[counts];
        for (long[] ofOneSubtask : state.get()) {
            for (int index = 0; index < counts; index++) {
                sums[index] += ofOneSubtask[index];
            }
        }
        return new CarriedCounts(state, sums);
    }

    /** The count at that place, as it was when the savepoint was made. */
    long get(int index) {
        return carried[index];
    }

    /** What the savepoint that is being made is to carry: the totals, not what was added. */
    void keep(long... totals) throws Exception {
        state.clear();
        state.add(totals);
    }
}
