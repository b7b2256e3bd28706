/** The job: source, router, work and sink; here the kit touches Flink. */
package io.flinkvariance.job;
