package io.flinkvariance.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class EventQueueTest {
    @Property(tries = 200)
    void givesEventsInTheOrderOfTimeAndThenOfActors(
            @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 9) Integer> times) {
        EventQueue events = new EventQueue(times.size());
        for (int actor = times.size() - 1; actor >= 0; actor--) {
            events.add(actor, times.get(actor));
        }

        List<Integer> order =
                IntStream.range(0, times.size()).map(index -> events.take()).boxed().toList();

        assertThat(order)
                .isEqualTo(
                        IntStream.range(0, times.size())
                                .boxed()
                                .sorted(Comparator.comparing(times::get))
                                .toList());
        assertThat(events.nextNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Example
    void anActorHasOneEventAtMost() {
        EventQueue events = new EventQueue(1);
        events.add(0, 5);

        assertThatThrownBy(() -> events.add(0, 6))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("actor 0 has an event already");
    }
}
