package io.flinkvariance.simulation;

/**
 * Which subtasks share a TaskManager with the source: subtasks fill TaskManagers in their order,
 * and the source is in the last, so that with more than one the straggler is in another.
 */
record SubtaskPlacement(int subtasks, int taskManagers) {
    SubtaskPlacement {
        if (subtasks < 1 || taskManagers < 1) {
            throw new IllegalArgumentException("no subtask, or no TaskManager");
        }
    }

    boolean isRemote(int subtask) {
        int slots = (subtasks + taskManagers - 1) / taskManagers;
        return subtask / slots != (subtasks - 1) / slots;
    }
}
