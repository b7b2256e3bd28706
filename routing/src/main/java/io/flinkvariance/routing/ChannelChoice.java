package io.flinkvariance.routing;

/** The choice of a router, apart from where backlogs come from and how often one looks at them. */
interface ChannelChoice {
    /** The channel for what comes next. */
    int choose(Backlogs backlogs);
}
