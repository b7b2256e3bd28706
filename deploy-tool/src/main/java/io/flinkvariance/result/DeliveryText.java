package io.flinkvariance.result;

import java.util.Locale;

/** Says in a sentence whether every record of a bounded run came through once. */
public final class DeliveryText {
    private DeliveryText() {}

    /** The sentence. */
    public static String of(RunResult.Delivery delivery) {
        long expected = delivery.expected();
        if (!delivery.exact()) {
            return String.format(
                    Locale.ROOT,
                    "Of %s %d were delivered%s: not exactly once.",
                    expected == 1 ? "one record" : expected + " records",
                    delivery.delivered(),
                    delivery.outOfOrder() == null
                            ? ""
                            : ", " + delivery.outOfOrder() + " out of order");
        }
        return expected == 1
                ? "The one record was emitted, processed and delivered exactly once."
                : String.format(
                        Locale.ROOT,
                        "All %d records were emitted, processed and delivered exactly once, %s.",
                        expected,
                        delivery.outOfOrder() == null
                                ? "in the order in which their work ended"
                                : "each channel in order");
    }
}
