package io.flinkvariance.scenario;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is wrong with a schedule, each entry of which is right by itself. */
final class ScheduleFaults {
    private ScheduleFaults() {}

    /** All of it, as messages. */
    static List<String> of(String source, Map<ScenarioKey, String> values, Set<String> overrides) {
        ScenarioKey key = ScenarioKey.STRAGGLER_SCHEDULE;
        String schedule = values.get(key);
        List<String> faults = new ArrayList<>();
        if (schedule == null || !key.accepts(schedule)) {
            return faults;
        }
        String where = where(source, key, overrides) + schedule + ": ";
        List<StragglerSchedule.Entry> entries = StragglerSchedule.entries(schedule);
        ofTimes(entries).forEach(fault -> faults.add(where + fault));
        ofSubtasks(entries, values).forEach(fault -> faults.add(where + fault));
        if (SourceFaults.kind(values) == SourceKind.KAFKA) {
            faults.add(where + "not with source=kafka, whose lag is told at one level only");
        }
        String subtasks = values.get(ScenarioKey.STRAGGLER_SUBTASKS);
        if (subtasks != null) {
            faults.add(
                    where(source, ScenarioKey.STRAGGLER_SUBTASKS, overrides)
                            + subtasks
                            + ": means nothing with "
                            + key.text());
        }
        return faults;
    }

    private static List<String> ofTimes(List<StragglerSchedule.Entry> entries) {
        List<String> faults = new ArrayList<>();
        if (entries.get(0).second() != 0) {
            faults.add("begins at " + entries.get(0).second() + "s; expected 0s");
        }
        for (int index = 1; index < entries.size(); index++) {
            StragglerSchedule.Entry before = entries.get(index - 1);
            StragglerSchedule.Entry entry = entries.get(index);
            if (entry.second() <= before.second()) {
                faults.add(entry.second() + "s does not come after " + before.second() + "s");
            }
            if (!entry.repeats()
                    && new HashSet<>(entry.stragglers())
                            .equals(new HashSet<>(before.stragglers()))) {
                faults.add("nothing changes at " + entry.second() + "s");
            }
        }
        if (entries.stream().filter(entry -> !entry.repeats()).count() == 1) {
            faults.add("has one phase; for that there is " + ScenarioKey.STRAGGLER_SUBTASKS.text());
        }
        return faults;
    }

    private static List<String> ofSubtasks(
            List<StragglerSchedule.Entry> entries, Map<ScenarioKey, String> values) {
        List<String> faults = new ArrayList<>();
        for (StragglerSchedule.Entry entry : entries) {
            List<Integer> stragglers = entry.stragglers();
            if (stragglers.stream().distinct().count() < stragglers.size()) {
                faults.add("a subtask is twice in it at " + entry.second() + "s");
            }
        }
        String parallelism = values.get(ScenarioKey.PARALLELISM);
        if (parallelism != null && ScenarioKey.PARALLELISM.accepts(parallelism)) {
            int last = Integer.parseInt(parallelism) - 1;
            if (entries.stream()
                    .flatMap(entry -> entry.stragglers().stream())
                    .anyMatch(subtask -> subtask > last)) {
                faults.add(
                        "with stream.parallelism=" + parallelism + " the last subtask is " + last);
            }
        }
        return faults;
    }

    private static String where(String source, ScenarioKey key, Set<String> overrides) {
        return (overrides.contains(key.text()) ? "--set" : source) + ": " + key.text() + "=";
    }
}
