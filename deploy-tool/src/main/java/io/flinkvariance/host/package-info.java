/** Machines: commands, files and port forwards, here or over SSH. */
package io.flinkvariance.host;
