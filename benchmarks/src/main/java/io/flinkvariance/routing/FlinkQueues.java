package io.flinkvariance.routing;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.core.memory.MemorySegmentFactory;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.io.disk.iomanager.IOManager;
import org.apache.flink.runtime.io.network.buffer.BufferBuilder;
import org.apache.flink.runtime.io.network.buffer.FreeingBufferRecycler;
import org.apache.flink.runtime.io.network.partition.ResultPartition;
import org.apache.flink.runtime.io.network.partition.ResultPartitionID;
import org.apache.flink.runtime.io.network.partition.ResultPartitionManager;
import org.apache.flink.runtime.io.network.partition.ResultPartitionType;
import org.apache.flink.runtime.jobgraph.IntermediateDataSetID;
import org.apache.flink.runtime.jobgraph.IntermediateResultPartitionID;
import org.apache.flink.runtime.taskmanager.TaskActions;

/**
 * Flink's own queues, as a router of a job finds them: what waits lies some pointers away, which
 * with thousands of them costs more than the decision itself. Nobody reads them.
 */
final class FlinkQueues {
    /** What is in a buffer is never looked at. */
    static final int SEGMENT_BYTES = 64;

    private static final IOManager NEVER_SPILLED = null;

    private FlinkQueues() {}

    /** So many queues, each of so many buffers. */
    static ChannelQueues of(int channels, int buffersEach) throws ReflectiveOperationException {
        ResultPartition partition =
                new ResultPartition(
                        "benchmark",
                        new Nobody(),
                        new JobID(),
                        new ResultPartitionID(
                                new IntermediateResultPartitionID(), new ExecutionAttemptID()),
                        ResultPartitionType.PIPELINED_BOUNDED,
                        channels,
                        channels,
                        new ResultPartitionManager(),
                        (job, id, actions) -> {},
                        NEVER_SPILLED,
                        false);
        fill(partition, buffersEach);
        return new InsideFlink.Unread(partition, SEGMENT_BYTES);
    }

    private static void fill(ResultPartition partition, int buffersEach) {
        for (int buffer = 0; buffer < buffersEach; buffer++) {
            for (int channel = 0; channel < partition.getNumberOfSubpartitions(); channel++) {
                MemorySegment segment = MemorySegmentFactory.allocateUnpooledSegment(SEGMENT_BYTES);
                BufferBuilder builder = new BufferBuilder(segment, FreeingBufferRecycler.INSTANCE);
                try {
                    partition.addBufferConsumer(builder.createBufferConsumer(), channel);
                    builder.appendAndCommit(ByteBuffer.allocate(SEGMENT_BYTES));
                    builder.finish();
                } catch (IOException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }
        }
    }

    /** In place of the task, which nothing here calls. */
    private static final class Nobody implements TaskActions {
        @Override
        public void triggerPartitionProducerStateCheck(
                JobID job, IntermediateDataSetID result, ResultPartitionID partition) {
            throw new UnsupportedOperationException("no task");
        }

        @Override
        public void failExternally(Throwable cause) {
            throw new IllegalStateException(cause);
        }
    }
}
