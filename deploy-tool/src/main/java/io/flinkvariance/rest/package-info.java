/** Flink's REST interface. */
package io.flinkvariance.rest;
