/** Progress, on a terminal or in a log. */
package io.flinkvariance.terminal;
