"""Typed tokens to claims: one grammar a table."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fangzhi.parse.claim import Claim
    from fangzhi.parse.page import Page

# Grammars that need nothing but the page, each a module with `read(page)`. People and meetings are read before them.
GRAMMARS = ("projects", "villages", "targets")


def read(page: Page) -> list[Claim]:
    """All claims of a page, grammar by grammar, each in the order of the text."""
    from fangzhi.parse import meetings, officials

    claims, rows = officials.read(page)
    claims += meetings.read(page, rows)
    for name in GRAMMARS:
        if find_spec(f"{__name__}.{name}"):
            claims += import_module(f"{__name__}.{name}").read(page)
    return claims
