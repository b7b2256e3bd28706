/** Runs of scenarios on a target, from the calibration to the folder with the result. */
package io.flinkvariance.experiment;
