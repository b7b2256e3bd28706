/** What routers cost a job that does nothing else. */
package io.flinkvariance.firehose;
