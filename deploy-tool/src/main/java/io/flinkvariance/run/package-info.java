/** One run of a job: submit, sample, judge, cancel. */
package io.flinkvariance.run;
