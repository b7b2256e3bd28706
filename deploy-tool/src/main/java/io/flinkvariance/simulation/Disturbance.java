package io.flinkvariance.simulation;

/** What a machine does to the work while it goes on; times in nanoseconds since the beginning. */
@FunctionalInterface
interface Disturbance {
    /** None: the same all the time. */
    Disturbance NONE = (begin, service) -> service;

    /** How long a record's work really takes that begins then and should take so long. */
    long serviceNanos(long beginNanos, long serviceNanos);

    /** Service times that grow all the time by that share of the first, or shrink. */
    static Disturbance drift(double perMinute) {
        return (begin, service) ->
                Math.max(1, Math.round(service * (1 + perMinute * begin / Clock.NANOS_PER_MINUTE)));
    }

    /** Service times that are so many times as long from one second on. */
    static Disturbance level(double fromSecond, double factor) {
        long from = Clock.nanos(fromSecond);
        return (begin, service) -> begin < from ? service : Math.round(service * factor);
    }

    /** A standstill of all the work, as by a garbage collection. */
    static Disturbance pause(double fromSecond, double seconds) {
        long from = Clock.nanos(fromSecond);
        long length = Clock.nanos(seconds);
        return (begin, service) -> {
            if (begin >= from + length || begin + service <= from) {
                return service;
            }
            return service + (begin <= from ? length : from + length - begin);
        };
    }
}
