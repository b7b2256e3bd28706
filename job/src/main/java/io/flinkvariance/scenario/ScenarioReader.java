package io.flinkvariance.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes a {@link Scenario} of a properties file, or says everything that is wrong with it. */
public final class ScenarioReader {
    private static final String SUFFIX = ".properties";

    private ScenarioReader() {}

    /** Reads a file. */
    public static Scenario read(Path file) throws IOException, InvalidScenarioException {
        return read(file, Collections.emptyMap());
    }

    /**
     * Reads a file, with some of its values replaced.
     *
     * @param overrides key to value, as given with {@code --set}
     * @throws IOException if the file cannot be read
     * @throws InvalidScenarioException with every fault of the file and of the overrides
     */
    public static Scenario read(Path file, Map<String, String> overrides)
            throws IOException, InvalidScenarioException {
        Path last = file.getFileName();
        String fileName = last == null ? file.toString() : last.toString();
        String name =
                fileName.endsWith(SUFFIX)
                        ? fileName.substring(0, fileName.length() - SUFFIX.length())
                        : fileName;
        return parse(name, file.toString(), PropertiesText.content(file), overrides);
    }

    /** As {@link #read(Path)}, from a text already at hand; {@code source} stands in messages. */
    public static Scenario parse(String name, String source, String text)
            throws InvalidScenarioException {
        return parse(name, source, text.getBytes(StandardCharsets.UTF_8), Collections.emptyMap());
    }

    static Scenario parse(String name, String source, byte[] content, Map<String, String> overrides)
            throws InvalidScenarioException {
        PropertiesText text = PropertiesText.parse(content, source);
        List<String> faults = new ArrayList<>(text.faults());
        boolean readable = faults.isEmpty() || !text.values().isEmpty();

        Map<String, String> values = new LinkedHashMap<>(text.values());
        values.putAll(overrides);
        Map<ScenarioKey, String> known = new LinkedHashMap<>();
        values.forEach(
                (key, value) -> {
                    String where = overrides.containsKey(key) ? "--set" : source;
                    ScenarioKey.of(key)
                            .ifPresent(
                                    scenarioKey -> {
                                        known.put(scenarioKey, value);
                                        if (!scenarioKey.accepts(value)) {
                                            faults.add(wrongValue(where, scenarioKey, value));
                                        }
                                    });
                    if (!ScenarioKey.of(key).isPresent()) {
                        faults.add(unknownKey(where, key, value));
                    }
                });
        if (readable) {
            addMissingKeys(source, known, faults);
            SourceFaults.of(source, known, overrides.keySet()).forEach(faults::add);
            DistributionFaults.of(source, known, overrides.keySet()).forEach(faults::add);
            StragglerFaults.of(source, known, overrides.keySet()).forEach(faults::add);
            ScheduleFaults.of(source, known, overrides.keySet()).forEach(faults::add);
            ScopeFaults.of(source, known, overrides.keySet()).forEach(faults::add);
            BufferTimeoutFaults.of(source, known, overrides.keySet()).forEach(faults::add);
        }
        if (!faults.isEmpty()) {
            throw new InvalidScenarioException(
                    faults.stream().map(PropertiesText::onOneLine).collect(Collectors.toList()));
        }
        return new Scenario(name, known);
    }

    private static String wrongValue(String where, ScenarioKey key, String value) {
        return where + ": " + key.text() + "=" + value + ": expected " + key.expected();
    }

    private static String unknownKey(String where, String key, String value) {
        return where
                + ": "
                + key
                + "="
                + value
                + ": "
                + BufferTimeoutFaults.ofUnknown(key)
                        .orElseGet(() -> "unknown key; " + nearest(key));
    }

    private static String nearest(String key) {
        return NearestName.of(key, ScenarioKey.allNames())
                .map(known -> "did you mean " + known + "?")
                .orElseGet(() -> "known keys: " + String.join(", ", ScenarioKey.allNames()));
    }

    private static void addMissingKeys(
            String source, Map<ScenarioKey, String> known, List<String> faults) {
        String modeText = known.get(ScenarioKey.MODE);
        Mode mode = Mode.STRAGGLER.name().equals(modeText) ? Mode.STRAGGLER : Mode.MINIMAL_VARIANCE;
        for (ScenarioKey key : ScenarioKey.values()) {
            if (key.isNeededIn(mode, SourceFaults.kind(known)) && !known.containsKey(key)) {
                faults.add(source + ": " + key.text() + ": missing; expected " + key.expected());
            }
        }
    }
}
