package io.flinkvariance.hadoop;

import java.util.List;

/**
 * What YARN is asked for.
 *
 * @param jobManagerMb memory of the container of the JobManager, MB
 * @param taskManagerMb memory of the container of each TaskManager, MB
 * @param slots slots of each TaskManager, and so its virtual cores
 */
public record ContainerSizes(int jobManagerMb, int taskManagerMb, int slots) {
    static final int DEFAULT_MB = 1024;
    static final int DEFAULT_SLOTS = 4;

    public ContainerSizes {
        if (jobManagerMb < 1 || taskManagerMb < 1 || slots < 1) {
            throw new IllegalArgumentException("nothing is asked for");
        }
    }

    /** How many TaskManagers have a slot for each subtask. */
    public int taskManagers(int parallelism) {
        return -Math.floorDiv(-parallelism, slots);
    }

    /** What YARN makes of it: it hands out memory by multiples of its smallest container. */
    ContainerSizes inMultiplesOf(int mb) {
        return new ContainerSizes(roundedUp(jobManagerMb, mb), roundedUp(taskManagerMb, mb), slots);
    }

    private static int roundedUp(int mb, int multiplesOfMb) {
        return -Math.floorDiv(-mb, multiplesOfMb) * multiplesOfMb;
    }

    /**
     * Whether there is a node for the JobManager that leaves a place for every TaskManager.
     *
     * @param freeMb what each node has left, MB
     */
    boolean fitInto(List<Long> freeMb, int parallelism) {
        long places = freeMb.stream().mapToLong(this::taskManagersIn).sum();
        return freeMb.stream()
                .filter(free -> free >= jobManagerMb)
                .anyMatch(
                        free ->
                                places - taskManagersIn(free) + taskManagersIn(free - jobManagerMb)
                                        >= taskManagers(parallelism));
    }

    private long taskManagersIn(long freeMb) {
        return freeMb / taskManagerMb;
    }
}
