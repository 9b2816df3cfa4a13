"""Whatever is done to a package, `fangzhi validate` refuses it and says why. The cases are the files in tampered/."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path

import duckdb
import polars as pl
import pytest
import yaml

from fangzhi.contract import load
from fangzhi.contract.logical import logical_hash
from fangzhi.gate import checked
from fangzhi.publish.descriptor import digest

CASES = {
    f"{file.stem}: {case['name']}": case
    for file in sorted((Path(__file__).parent / "tampered").glob("*.yaml"))
    for case in yaml.safe_load(file.read_text(encoding="utf-8"))
}


def printed(path):
    """What is wrong with a package, as it is printed."""
    return "\n".join(map(str, checked(path)))


def bytes_of(step):
    return bytes.fromhex(step["hex"]) if "hex" in step else step["text"].encode()


def place(descriptor, path):
    """What holds the property at `path`, and its key there."""
    *above, last = path.split("/")
    for key in above:
        descriptor = descriptor[index(descriptor, key)]
    return descriptor, index(descriptor, last)


def index(holder, key):
    if isinstance(holder, dict):
        return key
    if key == "-" or key.isdigit():
        return len(holder) if key == "-" else int(key)
    return next(number for number, item in enumerate(holder) if item["name"] == key)


def describe(package, change):
    file = package / "datapackage.json"
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    change(descriptor)
    file.write_text(json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def put(package, step):
    def change(descriptor):
        holder, key = place(descriptor, step.get("set") or step["drop"])
        if "drop" in step:
            del holder[key]
        elif isinstance(holder, list) and key == len(holder):
            holder.append(step["to"])
        else:
            holder[key] = step["to"]

    describe(package, change)


def rehash(package, _step):
    def change(descriptor):
        for resource in descriptor["resources"]:
            if "hash" in resource:
                resource |= digest(package / resource["path"])
            if "logicalHash" in resource:
                resource |= logical(package, resource)

    describe(package, change)


def logical(package, resource):
    table = load()[resource["name"].removesuffix("-parquet")]
    try:
        frame = pl.read_parquet(package / "data" / f"{table.name}.parquet")
        return {"logicalHash": logical_hash(table, frame)}
    except (OSError, pl.exceptions.PolarsError):
        return {}


def rewrite(package, step):
    path = package / "data" / f"{step['table']}.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"SET file_search_path = '{package}'")
        connection.execute(f"CREATE TABLE old AS SELECT * FROM read_parquet('{path}')")
        if step.get("only") != "csv":
            connection.execute(f"COPY ({step['select']}) TO '{path}' (FORMAT parquet)")
        if step.get("only") != "parquet":
            connection.execute(f"COPY ({step['select']}) TO '{path.with_suffix('.csv')}' (FORMAT csv, HEADER true, NULLSTR '')")


def run_sql(package, step):
    with duckdb.connect(str(package / "fangzhi.duckdb")) as connection:
        connection.execute(step["database"])


def edit(change):
    def action(package, step):
        file = package / next(iter(step.values()))
        file.write_bytes(change(file.read_bytes() if file.exists() else b"", step))

    return action


def replaced(content, step):
    assert step["old"].encode() in content
    return content.replace(step["old"].encode(), step["new"].encode())


def swap(package, step):
    one, other = package / step["swap"], package / step["with"]
    first = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(first)


ACTIONS = {
    "set": put,
    "drop": put,
    "rehash": rehash,
    "table": rewrite,
    "database": run_sql,
    "swap": swap,
    "replace": edit(replaced),
    "cut": edit(lambda content, step: content[: step["bytes"]]),
    "prepend": edit(lambda content, step: bytes_of(step) + content),
    "append": edit(lambda content, step: content + bytes_of(step)),
    "write": edit(lambda _, step: bytes_of(step)),
    "overwrite": edit(lambda content, step: content[: step["at"]] + bytes_of(step) + content[step["at"] + len(bytes_of(step)) :]),
    "remove": lambda package, step: (package / step["remove"]).unlink(),
    "rename": lambda package, step: (package / step["rename"]).rename(package / step["to"]),
    "link": lambda package, step: (package / step["link"]).symlink_to(step["to"]),
}


def tampered(case, package, home):
    """A copy of the package, or a zip file of it, with the case's deeds done to it."""
    if "do" in case:
        copy = shutil.copytree(package, home / "package")
        for step in case["do"]:
            ACTIONS[next(iter(step))](copy, step)
        return copy
    target = home / "package.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in package.rglob("*") if path.is_file()):
            archive.write(path, f"package/{path.relative_to(package).as_posix()}")
        for member in case.get("zip", []):
            add(archive, member)
    if "cut" in case:
        target.write_bytes(target.read_bytes()[: case["cut"]])
    return target


def add(archive, member):
    for number in range(member.get("times", 1)):
        info = zipfile.ZipInfo(member["member"].format(number))
        # ZipInfo cuts a name at a null character, which one who tampers does not.
        info.filename = member["member"].format(number)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = member.get("mode", 0o100644) << 16
        archive.writestr(info, b"\0" * member["zeros"] if "zeros" in member else member["text"])


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", CASES)
def test_a_package_that_was_tampered_with_is_refused_with_the_reason(name, package, tmp_path):
    case = CASES[name]
    told = printed(tampered(case, package, tmp_path))
    assert case["reason"] in told
    assert case.get("shows", "") in told
    assert not [path.name for path in tmp_path.iterdir() if re.search("escaped", path.name)]


def test_there_are_more_than_thirty_ways():
    assert len(CASES) >= 30


@pytest.mark.parametrize("archived", [False, True], ids=["folder", "zip"])
def test_a_package_as_it_was_built_is_accepted(package, tmp_path, archived):
    assert printed(tampered({"zip": []} if archived else {"do": []}, package, tmp_path)) == ""
