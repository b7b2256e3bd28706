package io.flinkvariance.result;

import java.util.List;
import java.util.function.Function;

/**
 * What runs that are compared are called in a sentence: by their routers or by their scenarios
 * where only these differ, by both where that tells them apart, and else by their folders.
 */
public final class RunLabels {
    private final List<String> labels;

    private RunLabels(List<String> labels) {
        this.labels = labels;
    }

    /** Of runs that are compared with each other. */
    public static RunLabels of(List<StoredRun> runs) {
        Function<StoredRun, String> scenario = run -> run.result().scenario();
        Function<StoredRun, String> router = run -> run.result().partitioner();
        if (areOne(runs, scenario) && areDistinct(runs, router)) {
            return new RunLabels(runs.stream().map(router).toList());
        }
        if (areOne(runs, router) && areDistinct(runs, scenario)) {
            return new RunLabels(runs.stream().map(scenario).toList());
        }
        Function<StoredRun, String> both = run -> scenario.apply(run) + ", " + router.apply(run);
        return new RunLabels(
                runs.stream().map(areDistinct(runs, both) ? both : StoredRun::name).toList());
    }

    private static boolean areOne(List<StoredRun> runs, Function<StoredRun, String> what) {
        return runs.stream().map(what).distinct().count() == 1;
    }

    private static boolean areDistinct(List<StoredRun> runs, Function<StoredRun, String> what) {
        return runs.stream().map(what).distinct().count() == runs.size();
    }

    /** That of a run, by its place in the list. */
    public String of(int run) {
        return labels.get(run);
    }
}
