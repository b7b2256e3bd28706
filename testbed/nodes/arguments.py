"""The kinds of arguments: each function reads one, or says what is wrong with it."""

import argparse
import re
from typing import Callable

from nodes import faults
from nodes.settings import MAX_NODES


def node(text: str) -> int:
    if not re.fullmatch(r"n[1-9][0-9]?", text):
        raise argparse.ArgumentTypeError(f"{text} is no node: nodes are n1 to n{MAX_NODES}")
    return int(text[1:])


def name(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,62}", text):
        raise argparse.ArgumentTypeError(f"{text} is no name: lower-case letters, digits and hyphens make one")
    return text


def count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= MAX_NODES:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 to {MAX_NODES}")
    return int(text)


def count_or_none(text: str) -> int:
    return 0 if text == "0" else count(text)


def number(low: float, high: float) -> Callable[[str], float]:
    def parse(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f"{text} is not a number from {low:g} to {high:g}")
        return value

    return parse


def rate(text: str) -> str:
    try:
        faults.bits_per_second(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return text
