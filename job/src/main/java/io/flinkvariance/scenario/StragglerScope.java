package io.flinkvariance.scenario;

/** Who is slow with a straggler: the {@code straggler.scope} key. */
public enum StragglerScope {
    /** Nobody else, as with a key that many records have. */
    SUBTASK("subtask"),
    /** All subtasks in its TaskManager, as on a host that is slow. */
    TASK_MANAGER("task-manager");

    private final String text;

    StragglerScope(String text) {
        this.text = text;
    }

    static StragglerScope of(String text) {
        return TASK_MANAGER.text.equals(text) ? TASK_MANAGER : SUBTASK;
    }

    /** The name as it stands in a scenario file. */
    @Override
    public String toString() {
        return text;
    }
}
