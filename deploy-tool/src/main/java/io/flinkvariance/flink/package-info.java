/** What differs from one release of Flink to another. */
package io.flinkvariance.flink;
