/**
 * The command line: one class a command, which translates options, calls what does the work, and
 * tells what came of it.
 */
package io.flinkvariance.cli;
