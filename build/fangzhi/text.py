"""What the commands `text` and `schema` print."""

from __future__ import annotations

import os
import re
from pathlib import Path

from fangzhi.errors import Refusal

_INNER = re.compile(r"#[0-9]+$|!.+$")


def text_of(file: str) -> str:
    """The text as read of a file, or of the one document of a container that is named: `news.jsonl#12`, `a.zip!b.txt`.

    Raises Refusal where there is none, or where a container holds several and none is named.
    """
    from fangzhi.read import Rejected, Source, read_file

    path, inner = Path(file), ""
    if not path.exists() and (match := _INNER.search(file)):
        path, inner = Path(file[: match.start()]), match.group()
    if not os.path.lexists(path):
        raise Refusal(f"{file}: not_found: nothing is there; check the path")
    if path.is_dir():
        raise Refusal(f"{file}: is a folder; name a file")
    items = read_file(path)
    if inner:
        items = [item for item in items if item.path == path.name + inner]
    sources = [item for item in items if isinstance(item, Source)]
    if len(sources) > 1:
        raise Refusal(f"{file}: holds {len(sources)} documents; name one of them: {path.with_name(sources[0].path)}")
    if not sources:
        reason = next(
            (f"{item.reason}: {item.detail}" for item in items if isinstance(item, Rejected)), "holds no such document"
        )
        raise Refusal(f"{file}: {reason}")
    return sources[0].text


def schema_of(name: str | None) -> str:
    """The tables with their titles, or the columns of one. Raises Refusal for a table that is not there."""
    from fangzhi.contract import load
    from fangzhi.contract.describe import table_dictionary

    contract = load()
    if name is None:
        width = max(map(len, contract.names))
        return "".join(f"{table.name:{width}}  {table.title}\n" for table in contract)
    if name not in contract:
        raise Refusal(f"{name}: no table of this name; there are {', '.join(contract.names)}")
    return table_dictionary(contract[name])
