/** Processes of the kit's own programs beside the tool, told what to do by lines. */
package io.flinkvariance.jvm;
