/** When records were emitted and done: by the number that each has anyway, carried as one text. */
package io.flinkvariance.stamps;
