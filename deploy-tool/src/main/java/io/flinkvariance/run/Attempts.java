package io.flinkvariance.run;

import io.flinkvariance.rest.JobDetails;
import io.flinkvariance.rest.JobState;
import io.flinkvariance.rest.SubtaskDetails;
import java.util.List;
import java.util.OptionalInt;

/** Notices that a subtask is started over: it counts from nothing, and its queue is gone. */
final class Attempts {
    private OptionalInt first = OptionalInt.empty();

    /** Whether there are more of them than at the first call, or are about to be. */
    boolean haveGrown(JobDetails job, List<SubtaskDetails> work) {
        int attempts = work.stream().mapToInt(SubtaskDetails::attempt).sum();
        if (first.isEmpty()) {
            first = OptionalInt.of(attempts);
        }
        return job.state() == JobState.RESTARTING || attempts > first.getAsInt();
    }
}
