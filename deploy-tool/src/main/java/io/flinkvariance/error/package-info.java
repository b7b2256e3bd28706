/** What can go wrong, as one small tree, and the exit code of each. */
package io.flinkvariance.error;
