package io.flinkvariance.result;

import io.flinkvariance.measure.RateText;
import io.flinkvariance.model.BufferSettings;
import io.flinkvariance.model.LagForecast;
import io.flinkvariance.model.ScheduleForecast;
import io.flinkvariance.model.ServiceTimes;
import io.flinkvariance.model.ThroughputModel;
import io.flinkvariance.scenario.Scenario;
import io.flinkvariance.scenario.SourceKind;
import io.flinkvariance.time.TimeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What arithmetic expects of a scenario, for people. */
public final class ModelTable {
    /** The subtask that stalls, where one does. */
    private static final int STRAGGLER = 0;

    private ModelTable() {}

    /** Lines that end in newlines. */
    public static String of(Scenario scenario, ThroughputModel model) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(scenario.name(), "records/s", "of minimal"));
        rows.add(rate("offered by the source", model.offeredPerSecond(), model));
        if (model.schedule().isPresent()) {
            return ofSchedule(rows, model, model.schedule().get());
        }
        rows.add(rate("limit, round-robin", model.roundRobinPerSecond(), model));
        rows.add(rate("ceiling, work-conserving", model.workConservingPerSecond(), model));
        rows.add(rate("without a straggler", model.minimalPerSecond(), model));
        String slowest = Integer.toString(model.serviceTimes().slowest());
        return TextTable.of(rows)
                + "\n"
                + line("Sleep overshoot: %.3f ms.", model.overshoot().millis())
                + line(
                        "Service times: %s ms; the slowest subtask is %s.",
                        serviceTimes(model), slowest)
                + noteOf(scenario)
                + line("Buffers %s, %.0f records each.", model.buffers(), records(model))
                + "\n"
                + prediction(model)
                + "\n"
                + (scenario.source() == SourceKind.KAFKA ? lagPrediction(model) + "\n" : "");
    }

    private static String noteOf(Scenario scenario) {
        String note = AtOnce.note(scenario.properties());
        return note.isEmpty() ? "" : note + "\n";
    }

    private static String ofSchedule(
            List<List<String>> rows, ThroughputModel model, ScheduleForecast schedule) {
        rows.add(rate("without a straggler", model.minimalPerSecond(), model));
        return TextTable.of(rows)
                + "\n"
                + ScheduleText.phases(schedule)
                + "\n"
                + line("Sleep overshoot: %.3f ms.", model.overshoot().millis())
                + line("Buffers %s, %.0f records each.", model.buffers(), records(model))
                + "\n"
                + prediction(model)
                + "\n";
    }

    /** A sentence or two on how the throughput will go, once the job is started. */
    public static String prediction(ThroughputModel model) {
        if (model.schedule().isPresent()) {
            return ScheduleText.prediction(model.schedule().get(), model.expectedPerSecond());
        }
        return model.buffersSuffice() || Double.isInfinite(model.secondsUntilBackpressure())
                ? course(model)
                : course(model) + " " + tooFewBuffers(model.buffers());
    }

    /** Why the throughput will stay below the limit. */
    static String tooFewBuffers(BufferSettings buffers) {
        return format(
                "With fewer than two buffers a channel (%s) subtasks are idle while the source waits"
                        + " for one, so it will be less, by some per cent: deploy-tool simulate says"
                        + " by how much.",
                buffers);
    }

    private static String course(ThroughputModel model) {
        if (Double.isInfinite(model.expectedPerSecond())) {
            return "Nothing in the scenario limits the throughput.";
        }
        if (!model.collapses()) {
            return Double.isFinite(model.secondsUntilBackpressure())
                    ? format(
                            "The throughput will be about %s/s; the buffers are full, and the"
                                    + " source waits, after about %s.",
                            RateText.of(model.expectedPerSecond()),
                            TimeText.of(model.secondsUntilBackpressure()))
                    : format(
                            "The throughput will be about %s/s, all that is offered.",
                            RateText.of(model.expectedPerSecond()));
        }
        return format(
                "The buffers (%s) hide %s at first: %s for %s, then %s/s on average, in"
                        + " bursts %s apart.",
                model.buffers(),
                hidden(model.serviceTimes()),
                rateAtFirst(model.beforeBackpressurePerSecond()),
                TimeText.of(model.secondsUntilBackpressure()),
                RateText.of(model.expectedPerSecond()),
                TimeText.of(model.burstPeriodSeconds()));
    }

    /** A source that does not sleep, before subtasks that do not either, is as fast as it gets. */
    private static String rateAtFirst(double perSecond) {
        return Double.isInfinite(perSecond)
                ? "nothing limits the throughput"
                : "about " + RateText.rounded(perSecond) + "/s";
    }

    /** What the buffers hide: the straggler may be faster than the rest. */
    private static String hidden(ServiceTimes service) {
        return service.slowest() == STRAGGLER ? "the straggler" : "the slower subtasks";
    }

    /** One sentence on the lag of a job that reads a topic. */
    public static String lagPrediction(ThroughputModel model) {
        LagForecast forecast = LagForecast.of(model);
        return Double.isInfinite(forecast.secondsUntilShown())
                ? "No lag will show: the source can read all that is written."
                : format(
                        "The lag will show after about %s, when the buffers are full, and grow by"
                                + " %s records/s from then on.",
                        TimeText.of(forecast.secondsUntilShown()),
                        RateText.rounded(forecast.growthPerSecond()));
    }

    private static List<String> rate(String name, double perSecond, ThroughputModel model) {
        return List.of(
                name,
                Double.isFinite(perSecond) ? RateText.of(perSecond) : "unbounded",
                Double.isFinite(perSecond) && Double.isFinite(model.minimalPerSecond())
                        ? format("%.1f %%", 100 * perSecond / model.minimalPerSecond())
                        : "–");
    }

    private static String serviceTimes(ThroughputModel model) {
        List<Double> millis = model.serviceTimes().millis();
        double slowest = millis.get(model.serviceTimes().slowest());
        double fastest = millis.stream().mapToDouble(Double::doubleValue).min().orElse(slowest);
        return slowest == fastest
                ? format("%.3f", slowest)
                : format("%.3f and %.3f", slowest, fastest);
    }

    private static double records(ThroughputModel model) {
        return Math.floor(model.buffers().recordsPerBuffer());
    }

    private static String line(String text, Object... values) {
        return format(text, values) + "\n";
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
