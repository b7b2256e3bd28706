package io.flinkvariance.embedded;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What the process is started with.
 *
 * @param slots of each TaskManager
 * @param flinkConf the keys of {@code flink-conf.yaml}
 */
record Settings(int taskManagers, int slots, Map<String, String> flinkConf) {
    private static final String TASK_MANAGERS = "taskManagers";
    private static final String SLOTS = "slots";
    private static final String FLINK = "flink.";

    /**
     * Reads a properties file: {@code taskManagers}, {@code slots}, and keys after {@code flink.}.
     */
    static Settings read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<String, String> flinkConf = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(FLINK)) {
                flinkConf.put(key.substring(FLINK.length()), properties.getProperty(key));
            }
        }
        return new Settings(
                Integer.parseInt(properties.getProperty(TASK_MANAGERS)),
                Integer.parseInt(properties.getProperty(SLOTS)),
                flinkConf);
    }
}
