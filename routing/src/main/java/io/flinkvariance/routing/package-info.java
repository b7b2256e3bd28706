/**
 * Routers for Flink streams that look at the queues of the channels. {@link Routing} is where to
 * begin; nothing here knows the kit.
 */
package io.flinkvariance.routing;
