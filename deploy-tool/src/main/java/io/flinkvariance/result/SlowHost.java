package io.flinkvariance.result;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Several subtasks that work all the time while the others wait, and that are all there are on one
 * TaskManager: the host is slow, and not a subtask.
 *
 * @param host name of the TaskManager's host, with its port where that tells it from others
 */
record SlowHost(String host, List<RunResult.Subtask> subtasks) {
    /** Works this share of the time. */
    private static final double BUSY = 0.9;

    /** Works no more than this share. */
    private static final double WAITING = 0.8;

    /** Empty unless there is one, and others are idle. */
    static Optional<SlowHost> of(List<RunResult.Subtask> all) {
        if (all.stream().anyMatch(one -> one.capacity() == null || one.host() == null)) {
            return Optional.empty();
        }
        List<RunResult.Subtask> busy =
                all.stream().filter(subtask -> subtask.capacity() >= BUSY).toList();
        if (busy.size() < 2) {
            return Optional.empty();
        }
        String host = busy.get(0).host();
        boolean isAllOfIt =
                all.stream().allMatch(one -> one.host().equals(host) == one.capacity() >= BUSY);
        boolean othersWait =
                busy.size() < all.size()
                        && all.stream()
                                .filter(one -> one.capacity() < BUSY)
                                .allMatch(one -> one.capacity() <= WAITING);
        return isAllOfIt && othersWait ? Optional.of(new SlowHost(host, busy)) : Optional.empty();
    }

    /** Its subtasks' numbers, as in "0 and 2". */
    String names() {
        String all =
                subtasks.stream()
                        .map(subtask -> Integer.toString(subtask.index()))
                        .collect(Collectors.joining(", "));
        return all.replaceFirst(", ([^,]*)$", " and $1");
    }
}
