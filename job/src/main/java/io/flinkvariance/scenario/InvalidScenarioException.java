package io.flinkvariance.scenario;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A scenario that cannot be run; its message has one line for every fault that was found. */
public final class InvalidScenarioException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> faults;

    InvalidScenarioException(List<String> faults) {
        super(String.join("\n", faults));
        this.faults = new ArrayList<>(faults);
    }

    /** Each fault as "where: key=value: what is wrong". */
    public List<String> faults() {
        return Collections.unmodifiableList(faults);
    }
}
