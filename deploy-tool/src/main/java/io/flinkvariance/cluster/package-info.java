/**
 * The Flinks that can run a job: embedded, installed on this machine, or on hosts of their own,
 * with what starts, feeds and describes them.
 */
package io.flinkvariance.cluster;
