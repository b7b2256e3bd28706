"""Tests of what needs neither root nor a network: python3 -m unittest discover -s tests -t ."""
