"""Runs the modules of `verification` side by side, each lane with a testbed of its own."""
