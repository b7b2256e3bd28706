package io.flinkvariance.hadoop;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How workers are written down. */
public enum WorkersFormat {
    /** Their names, one a line. */
    LIST("list", "") {
        @Override
        String line(Worker worker) {
            return worker.name();
        }
    },
    /** The group {@code taskmanagers} of an Ansible inventory. */
    INVENTORY("inventory", "[taskmanagers]\n") {
        @Override
        String line(Worker worker) {
            return worker.name() + worker.address().map(" ansible_host="::concat).orElse("");
        }
    },
    /** Flink's {@code conf/slaves}: what the JobManager reaches them by. */
    SLAVES("slaves", "") {
        @Override
        String line(Worker worker) {
            return worker.address().orElse(worker.name());
        }
    };

    private final String word;
    private final String heading;

    WorkersFormat(String word, String heading) {
        this.word = word;
        this.heading = heading;
    }

    abstract String line(Worker worker);

    /** The one of that name. */
    public static Optional<WorkersFormat> named(String word) {
        return Arrays.stream(values()).filter(format -> format.word.equals(word)).findFirst();
    }

    /** As people write it. */
    public String word() {
        return word;
    }

    /** All of them as text, each with a line of its own. */
    public String of(List<Worker> workers) {
        return workers.stream()
                .map(worker -> line(worker) + "\n")
                .collect(Collectors.joining("", heading, ""));
    }
}
