package io.flinkvariance.measure;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the counters of a run stood at, at one moment.
 *
 * @param second since the run began
 * @param emitted records that the source handed over
 * @param processed records that each subtask finished
 * @param sent records that the router sent to each subtask; empty where it does not count them
 * @param serviceMillis time that each subtask spent on its records; empty where it is not known
 * @param topic how far the topic is that the source reads; empty where it reads none
 */
public record Sample(
        double second,
        long emitted,
        List<Long> processed,
        List<Long> sent,
        List<Double> serviceMillis,
        Optional<TopicOffsets> topic) {
    /** Up to it every whole number has a double of its own, and a sum of two fits into a long. */
    static final long LARGEST_COUNT = 1L << 53;

    /** Some thirty years: what is later is no time. */
    static final double LATEST_SECOND = 1e9;

    public Sample {
        processed = List.copyOf(processed);
        sent = List.copyOf(sent);
        serviceMillis = List.copyOf(serviceMillis);
        if (processed.isEmpty()) {
            throw new IllegalArgumentException("a sample needs at least one subtask");
        }
        if (!(second >= 0 && second <= LATEST_SECOND)) {
            throw new IllegalArgumentException("not a second of a run: " + second);
        }
        requireCounts("emitted", List.of(emitted));
        requireCounts("processed", processed);
        requireCounts("sent", sent);
        requireSize("sent", sent, processed.size());
        requireSize("serviceMillis", serviceMillis, processed.size());
    }

    /** Of a job that reads no topic. */
    public Sample(
            double second,
            long emitted,
            List<Long> processed,
            List<Long> sent,
            List<Double> serviceMillis) {
        this(second, emitted, processed, sent, serviceMillis, Optional.empty());
    }

    private static void requireCounts(String name, List<Long> counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
            if (count < 0 || count > LARGEST_COUNT || sum > LARGEST_COUNT) {
                throw new IllegalArgumentException(
                        "not a count of records: %s is %d; expected 0 to %d in all"
                                .formatted(name, count, LARGEST_COUNT));
            }
        }
    }

    private static void requireSize(String name, List<?> values, int subtasks) {
        if (!values.isEmpty() && values.size() != subtasks) {
            throw new IllegalArgumentException(
                    "%d values of %s for %d subtasks".formatted(values.size(), name, subtasks));
        }
    }

    /**
     * The same with no service time below that of an earlier sample where it is no further below
     * than rounding the earlier one can have put it.
     */
    Sample notBelow(Sample earlier, double roundingMillis) {
        if (serviceMillis.size() != earlier.serviceMillis.size()) {
            return this;
        }
        return new Sample(
                second,
                emitted,
                processed,
                sent,
                IntStream.range(0, serviceMillis.size())
                        .mapToObj(
                                index -> {
                                    double now = serviceMillis.get(index);
                                    double before = earlier.serviceMillis.get(index);
                                    return now >= before - roundingMillis
                                            ? Math.max(now, before)
                                            : now;
                                })
                        .toList(),
                topic);
    }

    public int subtasks() {
        return processed.size();
    }

    /** Records that all subtasks together finished. */
    public long processedInAll() {
        return processed.stream().mapToLong(Long::longValue).sum();
    }
}
