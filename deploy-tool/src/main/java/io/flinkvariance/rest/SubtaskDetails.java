package io.flinkvariance.rest;

/**
 * Where a subtask runs.
 *
 * @param host name and data port of its TaskManager; no port where none is used
 * @param attempt 0 until it is started over
 */
public record SubtaskDetails(int index, String host, int attempt) {}
