/** A Kafka broker, and what writes to its topic, in a process that the tool starts and asks. */
package io.flinkvariance.broker;
