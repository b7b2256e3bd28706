package io.flinkvariance.rest;

import io.flinkvariance.error.OperationFailedException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A job and its vertices: the operators of a vertex are chained into one task.
 *
 * @param startedAt when it was submitted, by the JobManager's clock; empty if it does not say
 */
public record JobDetails(JobState state, Optional<Instant> startedAt, List<Vertex> vertices) {
    public JobDetails {
        vertices = List.copyOf(vertices);
    }

    /** A vertex; its name is that of its operators, joined by arrows. */
    public record Vertex(String id, String name, int parallelism) {
        private boolean has(String operator) {
            return Arrays.stream(name.split(" -> "))
                    .map(part -> part.replaceFirst("^(Source|Sink): ", ""))
                    .anyMatch(operator::equals);
        }
    }

    /** The vertex that an operator is part of. */
    public Vertex vertexOf(String operator) {
        return vertices.stream()
                .filter(vertex -> vertex.has(operator))
                .findFirst()
                .orElseThrow(
                        () ->
                                new OperationFailedException(
                                        "the job has no operator named "
                                                + operator
                                                + "; is it a job of this kit?"));
    }
}
