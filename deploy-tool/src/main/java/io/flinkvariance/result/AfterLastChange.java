package io.flinkvariance.result;

import io.flinkvariance.measure.RateText;
import io.flinkvariance.measure.Sample;
import io.flinkvariance.measure.SampleSeries;
import io.flinkvariance.measure.Verdict;
import io.flinkvariance.scenario.Scenario;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of the queues once the straggler had changed for the last time.
 *
 * @param second when it did, by the schedule
 * @param recordsInFlight between source and work at that second
 * @param recordsThatStay the most that there were in the measured window
 * @param secondsUntilQueuesGone from the change until no more were in flight than stay; null if
 *     there were none to begin with
 */
public record AfterLastChange(
        double second,
        double recordsInFlight,
        double recordsThatStay,
        Double secondsUntilQueuesGone) {

    /** Empty unless the straggler changes, and not for ever, and there was a steady state. */
    static Optional<AfterLastChange> of(Scenario scenario, SampleSeries samples, Verdict verdict) {
        if (!scenario.stragglerChanges()
                || scenario.stragglerSchedule().repeats()
                || !(verdict instanceof Verdict.Steady steady)) {
            return Optional.empty();
        }
        double change = scenario.stragglerSchedule().last().fromSecond();
        double atChange = samples.inFlightAt(change);
        double stay =
                samples.samples().stream()
                        .filter(sample -> sample.second() >= steady.fromSecond())
                        .filter(sample -> sample.second() <= steady.toSecond())
                        .mapToDouble(AfterLastChange::inFlight)
                        .max()
                        .orElseThrow();
        Optional<Sample> gone =
                samples.samples().stream()
                        .filter(sample -> sample.second() >= change)
                        .filter(sample -> inFlight(sample) <= stay)
                        .findFirst();
        return Optional.of(
                new AfterLastChange(
                        change,
                        atChange,
                        stay,
                        atChange <= stay ? null : gone.orElseThrow().second() - change));
    }

    private static double inFlight(Sample sample) {
        return (double) sample.emitted() - sample.processedInAll();
    }

    /** A sentence. */
    public String toText() {
        return secondsUntilQueuesGone == null
                ? format(
                        "When the straggler changed for the last time, at second %.0f, no more records were"
                                + " in flight, %s, than stay, up to %s.",
                        second,
                        RateText.rounded(recordsInFlight),
                        RateText.rounded(recordsThatStay))
                : format(
                        "When the straggler changed for the last time, at second %.0f, %s records were in"
                                + " flight; the queues were gone %.0f s later, but for the records that"
                                + " stay, up to %s.",
                        second,
                        RateText.rounded(recordsInFlight),
                        secondsUntilQueuesGone,
                        RateText.rounded(recordsThatStay));
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
