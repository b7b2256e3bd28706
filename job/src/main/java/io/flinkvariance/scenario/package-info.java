/** The scenario file: its keys, its values, and what is wrong with them. */
package io.flinkvariance.scenario;
