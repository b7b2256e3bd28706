package io.flinkvariance.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ContainerSizesTest {
    @Test
    void haveASlotForEachSubtask() {
        assertThat(new ContainerSizes(1, 1, 4).taskManagers(4)).isEqualTo(1);
        assertThat(new ContainerSizes(1, 1, 4).taskManagers(5)).isEqualTo(2);
        assertThat(new ContainerSizes(1, 1, 1).taskManagers(4)).isEqualTo(4);
    }

    @Test
    void areRoundedUpToWhatYarnHandsOut() {
        assertThat(new ContainerSizes(1, 1025, 4).inMultiplesOf(1024))
                .isEqualTo(new ContainerSizes(1024, 2048, 4));
        assertThat(new ContainerSizes(64, 96, 4).inMultiplesOf(32))
                .isEqualTo(new ContainerSizes(64, 96, 4));
    }

    @Test
    void fitWhereOneWayOfPlacingThemDoes() {
        assertThat(new ContainerSizes(3, 2, 1).fitInto(List.of(4L, 3L), 2)).isTrue();
        assertThat(new ContainerSizes(3, 2, 1).fitInto(List.of(4L, 2L), 2)).isFalse();
        assertThat(new ContainerSizes(1, 1, 1).fitInto(List.of(), 1)).isFalse();
    }

    /** Against all ways of placing them. */
    @Property(tries = 300)
    void fitExactlyWhereSomeWayOfPlacingThemDoes(
            @ForAll @Size(max = 3) List<@LongRange(min = 0, max = 6) Long> freeMb,
            @ForAll @IntRange(min = 1, max = 3) int jobManagerMb,
            @ForAll @IntRange(min = 1, max = 3) int taskManagerMb,
            @ForAll @IntRange(min = 1, max = 4) int taskManagers) {
        assertThat(new ContainerSizes(jobManagerMb, taskManagerMb, 1).fitInto(freeMb, taskManagers))
                .isEqualTo(someWay(freeMb, jobManagerMb, taskManagerMb, taskManagers));
    }

    private static boolean someWay(List<Long> freeMb, int next, int others, int left) {
        for (int node = 0; node < freeMb.size(); node++) {
            if (freeMb.get(node) >= next) {
                List<Long> rest = new java.util.ArrayList<>(freeMb);
                rest.set(node, freeMb.get(node) - next);
                if (left == 0 || someWay(rest, others, others, left - 1)) {
                    return true;
                }
            }
        }
        return false;
    }
}
