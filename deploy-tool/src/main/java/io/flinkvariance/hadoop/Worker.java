package io.flinkvariance.hadoop;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A machine that works for HDFS or YARN.
 *
 * @param name what it calls itself
 * @param address as Hadoop reaches it, where Hadoop says so
 */
public record Worker(String name, Optional<String> address) {
    /** What is safe in an inventory and in {@code conf/slaves} as it stands. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    public Worker {
        if (!isHost(name) || !address.map(Worker::isHost).orElse(true)) {
            throw new IllegalArgumentException("not a host: " + name + " " + address);
        }
    }

    static boolean isHost(String text) {
        return HOST.matcher(text).matches();
    }

    /** Each machine once, in the order of their names: several processes may run on one. */
    static List<Worker> each(List<Worker> workers) {
        Map<String, Worker> byName = new TreeMap<>(Comparator.naturalOrder());
        workers.forEach(worker -> byName.putIfAbsent(worker.name(), worker));
        return List.copyOf(byName.values());
    }
}
