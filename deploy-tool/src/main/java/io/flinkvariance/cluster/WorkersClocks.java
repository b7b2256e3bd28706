package io.flinkvariance.cluster;

import io.flinkvariance.error.OperationFailedException;
import io.flinkvariance.host.CommandResult;
import io.flinkvariance.host.Host;
import io.flinkvariance.host.ShellWords;
import io.flinkvariance.latency.ClockOffsets;
import io.flinkvariance.latency.HostClocks;
import io.flinkvariance.script.ShellScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The clocks of the hosts in {@code conf/slaves}, as the JobManager's host compares them with its
 * own by the way that start-cluster.sh takes: it is near to them, and this machine is not.
 */
final class WorkersClocks implements HostClocks {
    /** The script gives up by itself before. */
    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    private static final String SCRIPT = ShellScript.read(WorkersClocks.class, "compare_clocks.py");

    private final Host jobManager;
    private final String flinkHome;

    WorkersClocks(Host jobManager, String flinkHome) {
        this.jobManager = jobManager;
        this.flinkHome = flinkHome;
    }

    @Override
    public ClockOffsets compare() throws InterruptedException {
        CommandResult said =
                jobManager.run(ShellWords.join("python3", "-c", SCRIPT, flinkHome), TIMEOUT);
        if (!said.succeeded()) {
            throw failed(said.lastWords());
        }
        try {
            return parse(said.output());
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            throw failed("what it says is no comparison: " + said.output().strip());
        }
    }

    private OperationFailedException failed(String why) {
        return new OperationFailedException(
                "[%s] comparing clocks: %s".formatted(jobManager.name(), why));
    }

    /** Reads what the script prints. */
    private static ClockOffsets parse(String output) {
        Map<String, ClockOffsets.Offset> clocks = new HashMap<>();
        List<String> failures = new ArrayList<>();
        long at = 0;
        for (String line : output.lines().toList()) {
            String[] words = line.split(" ", 3);
            switch (words[0]) {
                case "at" -> {
                    at = Long.parseLong(words[2]);
                    clocks.put(words[1], new ClockOffsets.Offset(0, 0));
                }
                case "clock" -> {
                    String[] micros = words[2].split(" ", -1);
                    // The JobManager's own host may be among them, and agrees with itself.
                    clocks.putIfAbsent(
                            words[1],
                            new ClockOffsets.Offset(
                                    Long.parseLong(micros[0]), Long.parseLong(micros[1])));
                }
                case "failed" -> failures.add("[%s] %s".formatted(words[1], words[2]));
                default -> throw new IllegalArgumentException(line);
            }
        }
        if (clocks.isEmpty()) {
            throw new IllegalArgumentException(output);
        }
        return new ClockOffsets(at, clocks, failures);
    }
}
