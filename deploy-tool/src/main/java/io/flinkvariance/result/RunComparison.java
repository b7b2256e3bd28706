package io.flinkvariance.result;

import io.flinkvariance.error.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Stored runs beside the first of them. */
public final class RunComparison {
    private static final String SEED = "random.seed";

    /** In place of what a run did not set. */
    private static final String DEFAULT = "default";

    private RunComparison() {}

    /**
     * Each of the others compared with the first.
     *
     * @throws UsageException if one of them has no throughput
     */
    public static List<Comparison> of(List<StoredRun> runs) {
        for (StoredRun run : runs) {
            RunResult.Throughput throughput = run.result().throughput();
            if (throughput == null || !(throughput.mean() > 0)) {
                throw new UsageException(
                        "%s: has no throughput to compare: %s"
                                .formatted(
                                        run.name(),
                                        run.result().phase().steadyStateReason() == null
                                                ? "nothing was processed"
                                                : run.result().phase().steadyStateReason()));
            }
        }
        StoredRun baseline = runs.get(0);
        return runs.subList(1, runs.size()).stream()
                .map(
                        run ->
                                Comparison.of(
                                        baseline.name(),
                                        baseline.result().throughput(),
                                        run.name(),
                                        run.result().throughput(),
                                        warnings(baseline.result(), run.result())))
                .toList();
    }

    private static List<String> warnings(RunResult one, RunResult other) {
        List<String> warnings = new ArrayList<>();
        add(warnings, "scenario", one.scenario(), other.scenario());
        addKeys(warnings, one.properties(), other.properties());
        add(warnings, "target", one.cluster().target(), other.cluster().target());
        add(warnings, "machine", one.tool().machine(), other.tool().machine());
        add(warnings, "TaskManagers", one.cluster().taskManagers(), other.cluster().taskManagers());
        add(warnings, "buffers", one.cluster().buffers(), other.cluster().buffers());
        addKeys(warnings, one.cluster().flinkConf(), other.cluster().flinkConf());
        add(warnings, "Flink", one.cluster().flinkVersion(), other.cluster().flinkVersion());
        add(warnings, "Java", one.cluster().javaVersion(), other.cluster().javaVersion());
        add(warnings, "kit", one.tool().version(), other.tool().version());
        add(warnings, "commit", one.tool().commit(), other.tool().commit());
        return warnings;
    }

    private static void addKeys(
            List<String> warnings, Map<String, String> one, Map<String, String> other) {
        TreeSet<String> keys = new TreeSet<>(one.keySet());
        keys.addAll(other.keySet());
        keys.remove(SEED);
        keys.forEach(
                key ->
                        add(
                                warnings,
                                key,
                                one.getOrDefault(key, DEFAULT),
                                other.getOrDefault(key, DEFAULT)));
    }

    private static void add(List<String> warnings, String what, Object one, Object other) {
        if (!Objects.equals(one, other)) {
            warnings.add("%s: %s against %s".formatted(what, orUnknown(one), orUnknown(other)));
        }
    }

    private static Object orUnknown(Object value) {
        return value == null ? "not known" : value;
    }

    /** For people. */
    public static String text(List<Comparison> comparisons, RunLabels labels) {
        StringBuilder text = new StringBuilder();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("run", "records/s", "difference ± 95 %", "times ± 95 %", "p"));
        Comparison first = comparisons.get(0);
        rows.add(List.of(first.baseline(), format("%.1f", first.baselinePerSecond()), "", "", ""));
        for (Comparison comparison : comparisons) {
            rows.add(
                    List.of(
                            comparison.run(),
                            format("%.1f", comparison.perSecond()),
                            format(
                                    "%+.1f ± %.1f",
                                    comparison.difference(), comparison.differenceCi95()),
                            format("%.3f ± %.3f", comparison.ratio(), comparison.ratioCi95()),
                            pValue(comparison)));
        }
        text.append(TextTable.of(rows)).append('\n');
        for (int run = 1; run <= comparisons.size(); run++) {
            text.append(sentence(comparisons.get(run - 1), labels.of(run), labels.of(0)));
        }
        return text.toString();
    }

    /**
     * What the test comes to, in a sentence and a newline.
     *
     * @param run what the other run is called
     * @param baseline what the first one is called
     */
    public static String sentence(Comparison comparison, String run, String baseline) {
        return comparison.differs()
                ? format(
                        "%s did %.2f ± %.2f times what %s did.%n",
                        run, comparison.ratio(), comparison.ratioCi95(), baseline)
                : format(
                        "%s and %s do not differ, as far as these runs tell: %+.1f %% ± %.1f %%.%n",
                        run,
                        baseline,
                        100 * (comparison.ratio() - 1),
                        100 * comparison.ratioCi95());
    }

    private static String pValue(Comparison comparison) {
        return comparison.pValue() < 0.001 ? "< 0.001" : format("%.3f", comparison.pValue());
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
