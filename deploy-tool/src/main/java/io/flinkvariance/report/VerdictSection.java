package io.flinkvariance.report;

import io.flinkvariance.measure.RateText;
import io.flinkvariance.result.CheckpointText;
import io.flinkvariance.result.DeliveryText;
import io.flinkvariance.result.Explanation;
import io.flinkvariance.result.RunResult;

/** What came of the run, in a sentence. */
final class VerdictSection {
    private VerdictSection() {}

    static String of(RunResult result) {
        StringBuilder html = new StringBuilder();
        html.append(
                "<p class=\"badge %s\">%s</p>\n"
                        .formatted(result.phase().steadyState() ? "good" : "bad", badge(result)));
        RunResult.Throughput measured = result.throughput();
        if (measured == null) {
            html.append("<p class=\"verdict\">No throughput is given: ")
                    .append(Html.text(whyNot(result)))
                    .append(".</p>\n");
        } else {
            String format = RateText.pattern(measured.mean());
            html.append("<p class=\"verdict\"><strong>")
                    .append(Html.figure("throughput", measured.mean(), format))
                    .append(Html.text(" ± " + Html.format(format, measured.ci95()) + " records/s"))
                    .append("</strong>")
                    .append(
                            Html.text(
                                    Html.format(
                                            " (95 %%), over %.0f s from second %.0f, %d whole cycles of the queue that sets the pace%s.",
                                            measured.windowSeconds(),
                                            measured.windowFromSecond(),
                                            measured.cycles(),
                                            ofMinimal(result))))
                    .append("</p>\n<p>")
                    .append(Html.text(Explanation.of(result)))
                    .append("</p>\n");
        }
        if (result.phase().afterLastChange() != null) {
            html.append("<p>")
                    .append(Html.text(result.phase().afterLastChange().toText()))
                    .append("</p>\n");
        }
        if (result.failure() != null) {
            html.append("<p class=\"failure\">")
                    .append(Html.text(result.failure()))
                    .append("</p>\n");
        }
        if (result.phase().checkpoints() != null) {
            html.append("<p>")
                    .append(Html.text(CheckpointText.of(result.phase().checkpoints())))
                    .append("</p>\n");
        }
        if (result.delivery() != null) {
            html.append("<p>")
                    .append(Html.text(DeliveryText.of(result.delivery())))
                    .append("</p>\n");
        }
        return html.toString();
    }

    private static String badge(RunResult result) {
        if (result.phase().steadyState()) {
            return "measured".equals(result.ended())
                    ? "steady state"
                    : "steady state; run ended: " + Html.text(result.ended());
        }
        return "no steady state; run ended: " + Html.text(result.ended());
    }

    private static String whyNot(RunResult result) {
        return result.phase().steadyStateReason() == null
                ? "no steady state was seen"
                : result.phase().steadyStateReason();
    }

    private static String ofMinimal(RunResult result) {
        if (result.ofMinimal().measured() == null) {
            return "";
        }
        double percent = 100 * result.ofMinimal().measured();
        String relativeTo = result.ofMinimal().relativeTo();
        return relativeTo == null
                ? Html.format("; %.1f %% of the throughput without a straggler", percent)
                : Html.format("; %.1f %% of what %s did without a straggler", percent, relativeTo);
    }
}
