package io.flinkvariance.routing;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.memory.MemorySegmentFactory;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.io.network.api.CheckpointBarrier;
import org.apache.flink.runtime.io.network.api.serialization.EventSerializer;
import org.apache.flink.runtime.io.network.buffer.BufferBuilder;
import org.apache.flink.runtime.io.network.buffer.FreeingBufferRecycler;
import org.apache.flink.runtime.io.network.partition.ResultPartition;
import org.apache.flink.runtime.io.network.partition.ResultPartitionID;
import org.apache.flink.runtime.io.network.partition.ResultPartitionManager;
import org.apache.flink.runtime.io.network.partition.ResultPartitionType;
import org.apache.flink.runtime.io.network.partition.ResultSubpartition.BufferAndBacklog;
import org.apache.flink.runtime.io.network.partition.ResultSubpartitionView;
import org.apache.flink.runtime.jobgraph.IntermediateDataSetID;
import org.apache.flink.runtime.jobgraph.IntermediateResultPartitionID;
import org.apache.flink.runtime.taskmanager.TaskActions;

/** Flink's own queues, written as {@code RecordWriter} does and read as a subtask does. */
final class WrittenPartition {
    private final int segmentBytes;
    private final ResultPartition partition;
    private final BufferBuilder[] builders;
    private final ResultSubpartitionView[] readers;

    WrittenPartition(int channels, int segmentBytes) throws IOException {
        this.segmentBytes = segmentBytes;
        this.partition =
                new ResultPartition(
                        "test",
                        new Nobody(),
                        new JobID(),
                        new ResultPartitionID(
                                new IntermediateResultPartitionID(), new ExecutionAttemptID()),
                        ResultPartitionType.PIPELINED_BOUNDED,
                        channels,
                        channels,
                        new ResultPartitionManager(),
                        (job, id, actions) -> {},
                        null,
                        false);
        this.builders = new BufferBuilder[channels];
        this.readers = new ResultSubpartitionView[channels];
        for (int channel = 0; channel < channels; channel++) {
            readers[channel] = partition.createSubpartitionView(channel, () -> {});
        }
    }

    InsideFlink.Unread unread() throws ReflectiveOperationException {
        return new InsideFlink.Unread(partition, segmentBytes);
    }

    /** Writes so many bytes, into as many buffers as it takes. */
    void write(int channel, int bytes) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(bytes);
        while (record.hasRemaining()) {
            if (builders[channel] == null) {
                builders[channel] =
                        new BufferBuilder(
                                MemorySegmentFactory.allocateUnpooledSegment(segmentBytes),
                                FreeingBufferRecycler.INSTANCE);
                partition.addBufferConsumer(builders[channel].createBufferConsumer(), channel);
            }
            builders[channel].appendAndCommit(record);
            if (builders[channel].isFull()) {
                finish(channel);
            }
        }
    }

    private void finish(int channel) {
        if (builders[channel] != null) {
            builders[channel].finish();
            builders[channel] = null;
        }
    }

    /** Sends a barrier, which finishes the buffer before it; returns its bytes. */
    int barrier(int channel) throws IOException {
        finish(channel);
        CheckpointBarrier barrier =
                new CheckpointBarrier(1, 1, CheckpointOptions.forCheckpointWithDefaultLocation());
        partition.addBufferConsumer(EventSerializer.toBufferConsumer(barrier), channel);
        return EventSerializer.toSerializedEvent(barrier).remaining();
    }

    /** Reads what is written of the oldest buffer; returns its bytes. */
    int read(int channel) throws Exception {
        BufferAndBacklog next = readers[channel].getNextBuffer();
        if (next == null) {
            return 0;
        }
        int bytes = next.buffer().getSize();
        next.buffer().recycleBuffer();
        return bytes;
    }

    void release() {
        partition.release();
    }

    /** In place of the task, which nothing here calls. */
    private static final class Nobody implements TaskActions {
        @Override
        public void triggerPartitionProducerStateCheck(
                JobID job, IntermediateDataSetID result, ResultPartitionID id) {
            throw new UnsupportedOperationException("no task");
        }

        @Override
        public void failExternally(Throwable cause) {
            throw new IllegalStateException(cause);
        }
    }
}
