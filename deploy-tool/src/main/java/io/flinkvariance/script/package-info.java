/** The shell that is run on machines. */
package io.flinkvariance.script;
