/** What could be done about a straggler, each tried by itself beside the scenario as it is. */
package io.flinkvariance.remedies;
