/** The topic that a run reads: the process that fills it, and the broker, if there is none. */
package io.flinkvariance.kafka;
