/** Files as users have them: read when they are files, and no larger than memory. */
package io.flinkvariance.file;
