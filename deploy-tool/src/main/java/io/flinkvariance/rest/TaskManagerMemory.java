package io.flinkvariance.rest;

/**
 * What a TaskManager's metrics say of its memory.
 *
 * @param networkBuffers all that it has for the network, of its own segment size each
 */
public record TaskManagerMemory(long heapMaxBytes, long networkBuffers) {}
