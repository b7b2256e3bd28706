package io.flinkvariance.hadoop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code yarn node -list} prints: a total, a heading, and a line for each node. */
final class NodeList {
    private static final Pattern TOTAL = Pattern.compile("Total Nodes:(\\d{1,9})\\s*");
    private static final Pattern NODE =
            Pattern.compile("\\s*(\\S+):\\d+\\s+([A-Z_]+)(?:\\s+\\S+)?\\s+\\d+\\s*");
    private static final String AT_WORK = "RUNNING";

    private NodeList() {}

    /**
     * The nodes that run.
     *
     * @throws UnreadableAnswerException if it is no such list, or not the whole of one
     */
    static List<Worker> workers(String list) throws UnreadableAnswerException {
        Optional<Integer> total = Optional.empty();
        int listed = 0;
        List<Worker> workers = new ArrayList<>();
        for (String line : list.lines().toList()) {
            Matcher sum = TOTAL.matcher(line);
            Matcher node = NODE.matcher(line);
            if (sum.matches()) {
                total = Optional.of(Integer.valueOf(sum.group(1)));
            } else if (total.isPresent() && node.matches()) {
                listed++;
                if (!Worker.isHost(node.group(1))) {
                    throw new UnreadableAnswerException(
                            node.group(1) + " is not the name of a host");
                }
                if (node.group(2).equals(AT_WORK)) {
                    workers.add(new Worker(node.group(1), Optional.empty()));
                }
            }
        }
        if (total.isEmpty()) {
            throw new UnreadableAnswerException("there is no line Total Nodes:");
        }
        if (listed != total.get()) {
            throw new UnreadableAnswerException(
                    "of %d nodes it lists %d".formatted(total.get(), listed));
        }
        return Worker.each(workers);
    }
}
