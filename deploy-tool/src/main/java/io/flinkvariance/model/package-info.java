/** The arithmetic: what throughput a scenario should have, and when one can know. */
package io.flinkvariance.model;
