/** A run as one page for people: {@code report.html}. */
package io.flinkvariance.report;
