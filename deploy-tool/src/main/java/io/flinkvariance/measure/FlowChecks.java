package io.flinkvariance.measure;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Refuses samples in which records are counted that were not counted before, on their way from the
 * source by a router to the work.
 *
 * @param column of the count that comes first on the way
 * @param earlier that count
 * @param later the one that follows, and is never ahead of it
 * @param words for both: what was counted later, and what was counted earlier
 */
record FlowChecks(
        String column, ToLongFunction<Sample> earlier, ToLongFunction<Sample> later, String words) {
    /** The clocks of two machines may be that far apart, and the older files go by these. */
    private static final double CLOCKS_APART_SECONDS = 10;

    /**
     * What passed in the seconds after the last sample is not known. That much faster than ever
     * before is damage, and no burst.
     */
    private static final long BURST = 10;

    /** Where little passes, whether a record is counted in this second or the next is chance. */
    private static final long FEW_RECORDS = 100;

    /**
     * Looks at all samples of a run.
     *
     * @throws FaultyLineException for the first sample that cannot be
     */
    static void requirePossible(List<Sample> samples) throws FaultyLineException {
        new FlowChecks(
                        CsvColumns.EMITTED,
                        Sample::emitted,
                        Sample::processedInAll,
                        "%d records are processed, and %d are emitted")
                .require(samples);
        if (samples.isEmpty() || samples.get(0).sent().isEmpty()) {
            return;
        }
        new FlowChecks(
                        CsvColumns.EMITTED,
                        Sample::emitted,
                        sample -> sample.sent().stream().mapToLong(Long::longValue).sum(),
                        "%d records are sent, and %d are emitted")
                .require(samples);
        for (int subtask = 0; subtask < samples.get(0).sent().size(); subtask++) {
            int channel = subtask;
            new FlowChecks(
                            CsvColumns.SENT + "_" + channel,
                            sample -> sample.sent().get(channel),
                            sample -> sample.processed().get(channel),
                            "%d records are processed by that subtask, and %d are sent to it")
                    .require(samples);
        }
    }

    /** Whatever the two machines' clocks say. */
    private void require(List<Sample> samples) throws FaultyLineException {
        int reference = 0;
        long busiest = 0;
        for (int index = 0; index < samples.size(); index++) {
            Sample sample = samples.get(index);
            while (reference < samples.size() && !isAfter(samples.get(reference), sample)) {
                reference++;
            }
            if (reference < samples.size()) {
                Sample after = samples.get(reference);
                busiest =
                        Math.max(busiest, earlier.applyAsLong(after) - earlier.applyAsLong(sample));
                require(sample, after, 0, index, " as late as second ");
            } else if (isAfter(sample, samples.get(0))) {
                Sample last = samples.get(samples.size() - 1);
                require(sample, last, BURST * busiest + FEW_RECORDS, index, " by second ");
            }
        }
    }

    private static boolean isAfter(Sample later, Sample sample) {
        return later.second() >= sample.second() + CLOCKS_APART_SECONDS;
    }

    private void require(Sample sample, Sample reference, long unseen, int index, String when)
            throws FaultyLineException {
        long counted = later.applyAsLong(sample);
        long before = earlier.applyAsLong(reference);
        if (counted > before + unseen) {
            throw FaultyLineException.inColumn(
                            column,
                            words.formatted(counted, before)
                                    + when
                                    + SamplesCsv.decimal(reference.second()))
                    .ofSample(index);
        }
    }
}
