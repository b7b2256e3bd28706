/** The entry point, in Java 8 bytecode, which refuses a JVM that was never tried. */
package io.flinkvariance.launch;
