package io.flinkvariance.report;

import io.flinkvariance.measure.Sample;
import io.flinkvariance.measure.SampleSeries;
import io.flinkvariance.result.RunResult;
import io.flinkvariance.scenario.Partitioner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What a run's samples look like over time. */
final class RunCharts {
    /** More curves than that cannot be told apart. */
    static final int MOST_CHANNELS = 8;

    /** Where no bursts are forecast, that much shows where the throughput goes. */
    private static final double PLAIN_SMOOTHING_SECONDS = 10;

    private RunCharts() {}

    /** Throughput, and what it is compared with; empty where nothing was sampled. */
    static Chart throughput(RunResult result, SampleSeries samples) {
        ThinnedSamples thinned = ThinnedSamples.of(samples);
        List<Double> seconds = thinned.seconds();
        double smoothing = smoothingSeconds(result, samples);
        RunResult.Model model = result.model();
        List<Chart.Series> series = new ArrayList<>();
        series.add(
                new Chart.Series("processed", "raw", true, thinned.rates(Sample::processedInAll)));
        series.add(
                new Chart.Series(
                        Html.format("mean of %.0f s", smoothing),
                        "main",
                        true,
                        thinned.ratesOver(smoothing, Sample::processedInAll)));
        series.add(
                new Chart.Series(
                        "emitted by the source", "emitted", false, thinned.rates(Sample::emitted)));
        addLevel(series, "forecast", "forecast", true, model.expectedPerSecond(), seconds);
        if (result.throughput() != null) {
            addLevel(
                    series,
                    "explained",
                    "explained",
                    false,
                    result.throughput().explainedPerSecond(),
                    seconds);
        }
        addLevel(series, "ceiling", "ceiling", true, model.workConservingPerSecond(), seconds);
        return new Chart("records/s", thinned.longestSeconds(), seconds, series);
    }

    private static void addLevel(
            List<Chart.Series> series,
            String name,
            String style,
            boolean shown,
            Double level,
            List<Double> seconds) {
        if (level != null) {
            series.add(Chart.Series.level(name, style, shown, level, seconds.size()));
        }
    }

    /** Over a whole period of the bursts they cancel out. */
    static double smoothingSeconds(RunResult result, SampleSeries samples) {
        Double period = result.model().burstPeriodSeconds();
        double wanted =
                period == null || period < 1 || period > samples.lengthSeconds() / 4
                        ? PLAIN_SMOOTHING_SECONDS
                        : period;
        return Math.max(1, Math.min(wanted, Math.rint(samples.lengthSeconds() / 4)));
    }

    /** Records between source and work: of each channel where that is known, else of all. */
    static Chart inFlight(RunResult result, SampleSeries samples) {
        ThinnedSamples thinned = ThinnedSamples.of(samples);
        boolean channelsAreKnown =
                samples.countsSent() || Partitioner.of(result.partitioner()).sharesAreEqual();
        List<Chart.Series> series =
                channelsAreKnown
                        ? longestChannels(thinned)
                        : List.of(
                                new Chart.Series(
                                        "all channels",
                                        "channel0",
                                        true,
                                        thinned.means(
                                                sample ->
                                                        (double) sample.emitted()
                                                                - sample.processedInAll())));
        return new Chart("records", thinned.longestSeconds(), thinned.seconds(), series);
    }

    private static List<Chart.Series> longestChannels(ThinnedSamples thinned) {
        List<Integer> longest =
                IntStream.range(0, thinned.series().subtasks())
                        .boxed()
                        .sorted(
                                Comparator.comparingDouble(
                                        channel -> -meanInFlight(thinned.series(), channel)))
                        .limit(MOST_CHANNELS)
                        .sorted()
                        .toList();
        return IntStream.range(0, longest.size())
                .mapToObj(
                        place ->
                                new Chart.Series(
                                        "to subtask " + longest.get(place),
                                        "channel" + place,
                                        true,
                                        thinned.means(
                                                sample -> inFlight(sample, longest.get(place)))))
                .toList();
    }

    private static double meanInFlight(SampleSeries series, int channel) {
        return series.samples().stream()
                .mapToDouble(sample -> inFlight(sample, channel))
                .average()
                .orElse(0);
    }

    /** A router whose shares are equal need not count what it sends to each. */
    private static double inFlight(Sample sample, int channel) {
        double sent =
                sample.sent().isEmpty()
                        ? (double) sample.emitted() / sample.subtasks()
                        : sample.sent().get(channel);
        return Math.max(0, sent - sample.processed().get(channel));
    }
}
