/** Where scenarios can run: one class a kind, which says what it needs before it is started. */
package io.flinkvariance.target;
