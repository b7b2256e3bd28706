package io.flinkvariance.measure;

import java.util.List;

/**
 * Refuses samples that no run can have given, so that a figure out of a damaged file is never taken
 * for a result.
 */
final class CounterChecks {
    /** A count between two readings is calculated as if all went on evenly, so it may be early. */
    private static final double EARLY_MILLIS = CountTimeline.HOLE_MILLIS;

    /** By how much a clock may be wrong that is being set right slowly. */
    private static final double CLOCK_RATE = 1.1;

    private static final double MILLIS_PER_SECOND = 1000;

    private Sample before;

    /**
     * Takes the next sample.
     *
     * @throws FaultyLineException if it does not continue the one before
     */
    void requireToContinue(Sample sample) throws FaultyLineException {
        if (before != null) {
            if (!(sample.second() > before.second())) {
                throw FaultyLineException.inColumn(
                        CsvColumns.SECOND,
                        "%s is not later than %s in the line before"
                                .formatted(number(sample.second()), number(before.second())));
            }
            requireNotLower(CsvColumns.EMITTED, before.emitted(), sample.emitted());
            requireNoneLower(CsvColumns.PROCESSED, before.processed(), sample.processed());
            requireNoneLower(CsvColumns.SENT, before.sent(), sample.sent());
            requireNoneLower(
                    CsvColumns.SERVICE_MILLIS, before.serviceMillis(), sample.serviceMillis());
        }
        before = sample;
    }

    private static void requireNoneLower(
            String name, List<? extends Number> before, List<? extends Number> now)
            throws FaultyLineException {
        for (int subtask = 0; subtask < now.size(); subtask++) {
            requireNotLower(name + "_" + subtask, before.get(subtask), now.get(subtask));
        }
    }

    private static void requireNotLower(String column, Number before, Number now)
            throws FaultyLineException {
        if (now.doubleValue() < before.doubleValue()) {
            throw FaultyLineException.inColumn(
                    column,
                    "%s is lower than %s in the line before"
                            .formatted(number(now.doubleValue()), number(before.doubleValue())));
        }
    }

    /**
     * Looks at all samples of a run.
     *
     * @throws FaultyLineException for the first sample that cannot be
     */
    static void requirePossible(List<Sample> samples) throws FaultyLineException {
        FlowChecks.requirePossible(samples);
        if (!samples.isEmpty()) {
            for (int subtask = 0; subtask < samples.get(0).serviceMillis().size(); subtask++) {
                requireTimeToWork(samples, subtask);
            }
        }
    }

    /**
     * A record's time counts when the record is done. All but the first that was seen done began
     * after that one, so they share the time since. Of the first, some may count a sample late.
     */
    private static void requireTimeToWork(List<Sample> samples, int subtask)
            throws FaultyLineException {
        int first = 1;
        while (first < samples.size()
                && samples.get(first).processed().get(subtask)
                        <= samples.get(first - 1).processed().get(subtask)) {
            first++;
        }
        for (int index = first + 2; index < samples.size(); index++) {
            double worked =
                    samples.get(index).serviceMillis().get(subtask)
                            - samples.get(first + 1).serviceMillis().get(subtask);
            double passed =
                    MILLIS_PER_SECOND
                            * (samples.get(index).second() - samples.get(first - 1).second());
            if (worked > CLOCK_RATE * passed + EARLY_MILLIS) {
                throw FaultyLineException.inColumn(
                                CsvColumns.SERVICE_MILLIS + "_" + subtask,
                                "%s ms of work within %s ms"
                                        .formatted(number(worked), number(passed)))
                        .ofSample(index);
            }
        }
    }

    private static String number(double number) {
        return SamplesCsv.decimal(number);
    }
}
