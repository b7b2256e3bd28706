package io.flinkvariance.experiment;

import io.flinkvariance.result.RunFolder;
import io.flinkvariance.run.RunInProgress;
import io.flinkvariance.run.RunRecord;

/** A run that is taken up again: its folder, and what is known of it. */
record AttachedRun(RunFolder folder, RunRecord record, RunInProgress progress) {}
