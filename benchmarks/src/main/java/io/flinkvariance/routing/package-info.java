/** Beside the routers, so that what they decide can be timed apart from how often. */
package io.flinkvariance.routing;
