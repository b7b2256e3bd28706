package io.flinkvariance.run;

/**
 * Why a run ended.
 *
 * @param failure what went wrong; empty if nothing did
 */
record Ending(RunOutcome.End end, String failure, JobLeft left) {
    /** What is known of the job when a run ends. */
    enum JobLeft {
        /** Still to be cancelled, or cancelled. */
        NONE,
        /** It may still be there, and so may its counters be. */
        RUNNING,
        /** Its Flink has ended, and nobody is left to be asked. */
        GONE,
        /** Nobody saw it end, but what runs it ends with the tool. */
        ENDING_WITH_ITS_FLINK
    }

    static Ending of(RunOutcome.End end) {
        return new Ending(end, "", JobLeft.NONE);
    }

    static Ending failed(String why) {
        return new Ending(RunOutcome.End.FAILED, why, JobLeft.NONE);
    }

    /** A run that ends so is a failure, unless it was ended by Ctrl-C. */
    Ending with(JobLeft left, String why) {
        return new Ending(
                end == RunOutcome.End.INTERRUPTED ? end : RunOutcome.End.FAILED,
                failure.isEmpty() ? why : failure + "; and " + why,
                left);
    }
}
