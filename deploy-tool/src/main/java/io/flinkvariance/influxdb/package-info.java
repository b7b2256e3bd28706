/** InfluxDB 1.x as Flink's reporter and the tool use it. */
package io.flinkvariance.influxdb;
