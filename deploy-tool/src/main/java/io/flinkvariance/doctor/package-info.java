/** What stands in the way of a run, or of a series, all of it in one go. */
package io.flinkvariance.doctor;
