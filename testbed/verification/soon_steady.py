"""Records of which a steady state shows as soon as one can, also on a busy machine.

They take no time, so that no sample falls into the midst of a burst's work, and a savepoint takes no longer than it has to. They
come twice a second, so that what a busy machine adds to each pause is little beside it; and not quite, as bursts in step with the
samples, which are taken once a second, may fall on these for minutes, and some samples have them and others do not.
"""

SOON_STEADY = (
    *("--set", "stream.interval=502", "--set", "stream.numEventsInInterval=200"),
    *("--set", "nums.min=0", "--set", "nums.range=1"),
)
