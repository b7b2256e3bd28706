package io.flinkvariance.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a node said of itself to {@code node-report.sh}, by key; the same keys may come several
 * times.
 *
 * @param host as {@code conf/slaves} names it
 * @param wasReached whether the way to it led there and back
 * @param beforeSeconds the JobManager's clock just before the node was asked
 * @param afterSeconds and after it had answered
 */
record NodeReport(
        String host,
        boolean wasReached,
        long beforeSeconds,
        long afterSeconds,
        Map<String, List<String>> said,
        String lastWords) {

    /** What became of a try to reach a port. */
    enum Reach {
        OPEN,
        REFUSED,
        SILENT
    }

    /** Reads what {@code every-node.sh} printed: one section a node. */
    static List<NodeReport> parse(String output) {
        List<NodeReport> reports = new ArrayList<>();
        Section section = null;
        for (String line : output.lines().toList()) {
            int equals = line.indexOf('=');
            if (line.startsWith("node=")) {
                section = new Section(line.substring(equals + 1));
            } else if (section != null && line.startsWith("ended=")) {
                reports.add(section.report(line.equals("ended=0")));
                section = null;
            } else if (section != null && equals > 0) {
                section.add(line.substring(0, equals), line.substring(equals + 1));
            } else if (section != null && !line.isBlank()) {
                section.lastWords = line.strip().replaceFirst("\\.$", "");
            }
        }
        return reports;
    }

    /** One that is being read. */
    private static final class Section {
        private final String host;
        private final Map<String, List<String>> said = new LinkedHashMap<>();
        private String lastWords = "";

        Section(String host) {
            this.host = host;
        }

        void add(String key, String value) {
            said.computeIfAbsent(key, any -> new ArrayList<>()).add(value);
        }

        NodeReport report(boolean wasReached) {
            return new NodeReport(
                    host, wasReached, seconds("before"), seconds("after"), said, lastWords);
        }

        private long seconds(String key) {
            return number(said.getOrDefault(key, List.of("")).get(0)).orElse(0L);
        }
    }

    Optional<String> flinkVersion() {
        return first("flink");
    }

    Optional<String> javaVersion() {
        return first("java");
    }

    /** Free space in MiB, by path. */
    Map<String, Long> freeMebibytes() {
        Map<String, Long> free = new LinkedHashMap<>();
        for (String value : said.getOrDefault("free", List.of())) {
            String[] pair = value.split(" ", 2);
            if (pair.length == 2) {
                number(pair[0]).ifPresent(mebibytes -> free.put(pair[1], mebibytes));
            }
        }
        return free;
    }

    /** How far its clock is off the JobManager's, in seconds; 0 within the time of asking. */
    Optional<Long> clockOffsetSeconds() {
        return first("now")
                .flatMap(NodeReport::number)
                .map(
                        now ->
                                now < beforeSeconds
                                        ? now - beforeSeconds
                                        : Math.max(0, now - afterSeconds));
    }

    /** What became of the ports that it tried, such as {@code 10.0.0.1:6123}. */
    Map<String, Reach> ports() {
        Map<String, Reach> ports = new LinkedHashMap<>();
        for (String value : said.getOrDefault("port", List.of())) {
            String[] pair = value.split(" ", 2);
            if (pair.length == 2) {
                ports.put(
                        pair[0],
                        switch (pair[1]) {
                            case "open" -> Reach.OPEN;
                            case "silent" -> Reach.SILENT;
                            default -> Reach.REFUSED;
                        });
            }
        }
        return ports;
    }

    private Optional<String> first(String key) {
        return said.getOrDefault(key, List.of()).stream()
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    /** A node may say anything. */
    private static Optional<Long> number(String text) {
        return text.matches("\\d{1,15}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
