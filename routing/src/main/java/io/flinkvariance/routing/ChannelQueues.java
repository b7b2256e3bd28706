package io.flinkvariance.routing;

/** The queues of an edge's channels: what waits in each, and what was taken out of it. */
public interface ChannelQueues extends Backlogs {
    /**
     * Bytes that were read from that channel since it began. A reader takes a buffer, or what is
     * written of one, when it is done with what it took before.
     */
    long read(int channel);
}
