/** A run's counters beside those that arrived in InfluxDB. */
package io.flinkvariance.crosscheck;
