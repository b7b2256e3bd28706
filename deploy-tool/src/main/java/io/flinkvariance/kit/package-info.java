/** The kit's own files: scenarios, published figures, its version. */
package io.flinkvariance.kit;
