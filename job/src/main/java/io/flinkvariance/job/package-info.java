/** The job: source, router, work and sink; the only package that touches Flink. */
package io.flinkvariance.job;
