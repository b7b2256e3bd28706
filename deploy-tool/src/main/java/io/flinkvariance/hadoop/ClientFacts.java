package io.flinkvariance.hadoop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code hadoop-conf.sh} found on a machine. */
final class ClientFacts {
    private static final String FILE = "file";

    private final Map<String, List<String>> facts = new HashMap<>();
    private final Map<String, StringBuilder> files = new LinkedHashMap<>();

    private ClientFacts() {}

    static ClientFacts parse(String output) {
        ClientFacts facts = new ClientFacts();
        StringBuilder file = new StringBuilder();
        for (String line : output.lines().toList()) {
            int equals = line.indexOf('=');
            if (line.startsWith("|")) {
                file.append(line, 1, line.length()).append('\n');
            } else if (equals > 0) {
                String key = line.substring(0, equals);
                String value = line.substring(equals + 1);
                if (key.equals(FILE)) {
                    file = facts.files.computeIfAbsent(value, name -> new StringBuilder());
                }
                facts.facts.computeIfAbsent(key, name -> new ArrayList<>()).add(value);
            }
        }
        return facts;
    }

    /** HADOOP_CONF_DIR as a command there has it; empty where it is not set. */
    String confDir() {
        return first("conf").orElse("");
    }

    boolean has(String key, String value) {
        return all(key).contains(value);
    }

    Optional<String> first(String key) {
        return all(key).stream().findFirst();
    }

    List<String> all(String key) {
        return facts.getOrDefault(key, List.of());
    }

    /** The text of a file in HADOOP_CONF_DIR, if it is there and may be read. */
    Optional<String> file(String name) {
        return Optional.ofNullable(files.get(name)).map(StringBuilder::toString);
    }

    /**
     * What all files come to.
     *
     * @throws UnreadableAnswerException with the file that is no XML
     */
    HadoopConfiguration configuration() throws UnreadableAnswerException {
        List<Map<String, String>> all = new ArrayList<>();
        for (Map.Entry<String, StringBuilder> file : files.entrySet()) {
            try {
                all.add(ConfigurationXml.parse(file.getValue().toString()));
            } catch (UnreadableAnswerException notXml) {
                throw new UnreadableAnswerException(
                        "%s/%s: %s".formatted(confDir(), file.getKey(), notXml.getMessage()));
            }
        }
        return new HadoopConfiguration(all);
    }
}
