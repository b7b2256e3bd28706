package io.flinkvariance.model;

/**
 * What a savepoint or a checkpoint under backpressure costs: its barrier waits behind all that is
 * queued in front of the slowest subtask, and the others work on meanwhile.
 *
 * <p>Bounds, not means: the queue is taken to be as long as it gets. Where no buffer ever fills up
 * there is nothing to wait for.
 *
 * @param atMostSeconds from the request until it is whole
 * @param atMostProcessedAgain records that are processed behind the barrier, and so once more after
 *     a restart from it
 */
public record SavepointForecast(double atMostSeconds, double atMostProcessedAgain) {

    /**
     * That of a scenario.
     *
     * @param sources subtasks of the source; each has buffers of its own, and all of their barriers
     *     are waited for
     * @param taskManagers with more than one, the slowest subtask is taken to be in another than
     *     the source, and to have buffers of its own
     */
    public static SavepointForecast of(ThroughputModel model, int sources, int taskManagers) {
        if (Double.isInfinite(model.secondsUntilBackpressure())) {
            return new SavepointForecast(0, 0);
        }
        double slowestPerSecond = model.serviceTimes().perSecond(model.serviceTimes().slowest());
        double seconds =
                mostBuffers(model, sources, taskManagers > 1)
                        * model.buffers().recordsPerBuffer()
                        / slowestPerSecond;
        return new SavepointForecast(
                seconds, seconds * Math.max(0, model.expectedPerSecond() - slowestPerSecond));
    }

    /**
     * Under equal shares one channel can hold all but the buffer that each of the others is
     * filling; a router that looks at the queues keeps them even.
     */
    private static double mostBuffers(ThroughputModel model, int sources, boolean remote) {
        BufferSettings buffers = model.buffers();
        int channels = model.serviceTimes().millis().size();
        int pool = buffers.outputBuffers(channels);
        double output =
                model.partitioner().isWorkConserving()
                        ? Math.ceil((double) pool / channels)
                        : pool - (channels - 1);
        double input = remote ? sources * buffers.perChannel() + buffers.floating() : 0;
        return sources * output + input;
    }
}
