"""What can go wrong, in one form."""


class TestbedError(Exception):
    """A command that cannot be carried out.

    Reads `[host] what failed: why. Try: hint`; `host` is a node's name, or `testbed` for the machine itself.
    """

    def __init__(self, what: str, why: str, hint: str, host: str = "testbed") -> None:
        super().__init__(f"[{host}] {what} failed: {why.rstrip('. ')}. Try: {hint}")


class UsageError(Exception):
    """Arguments that each are right, but not together."""
