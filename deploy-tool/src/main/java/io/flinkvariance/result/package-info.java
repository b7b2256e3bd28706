/** What is written of a run, and how it is put into words and tables. */
package io.flinkvariance.result;
