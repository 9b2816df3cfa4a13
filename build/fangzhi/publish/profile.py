"""The standard's own JSON Schema, kept in profiles/, against a descriptor."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any


def broken(descriptor: Any) -> list[str]:
    """Where a descriptor breaks the profile of Data Package v2.0: one line each, "place: reason"."""
    from jsonschema import Draft7Validator

    profile = json.loads((files(__package__) / "profiles" / "datapackage.json").read_text(encoding="utf-8"))
    errors = sorted(
        Draft7Validator(profile).iter_errors(descriptor), key=lambda error: list(map(str, error.absolute_path))
    )
    return [f"{'/'.join(map(str, error.absolute_path)) or 'descriptor'}: {error.message[:300]}" for error in errors]
