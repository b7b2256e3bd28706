/** Several runs on one Flink, kept in one file, that can be interrupted and gone on with. */
package io.flinkvariance.series;
