/** The scenarios one after the other on one Flink, and what they come to beside each other. */
package io.flinkvariance.smackdown;
