package io.flinkvariance.rest;

import io.flinkvariance.error.DeployException;
import io.flinkvariance.error.UnreachableException;

/** What it means that an interface does not answer, for whoever can ask elsewhere. */
public interface Silence {
    /** It may answer again in a while. */
    Silence MAY_PASS = silent -> silent;

    /** What is thrown in place of an answer: this, or that there will never be one. */
    DeployException meaning(UnreachableException silent) throws InterruptedException;
}
