"""What the metadata files say of the package, gathered once: from package.yaml, the build and the files that lie there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fangzhi.contract import Contract
from fangzhi.publish.layout import WORKBOOK, csv_path, parquet_path

if TYPE_CHECKING:
    import duckdb

MEDIA = {
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class File:
    """A data file: `table` is the table it holds, None where it holds all of them."""

    path: str
    media_type: str
    bytes: int
    sha256: str
    table: str | None


@dataclass(frozen=True, slots=True)
class Facts:
    """`created`: the day of the build, or the latest day in the data (YYYY-MM-DD); None where no day is known. `first` and `last`: the
    years from which the documents come. `places`: the provinces that rows are of."""

    package: dict[str, Any]
    created: str | None
    first: int | None
    last: int | None
    places: tuple[str, ...]
    documents: int
    files: tuple[File, ...]

    @property
    def description(self) -> str:
        return " ".join(self.package["description"].split())

    @property
    def address(self) -> str | None:
        """Where the package is told of, where package.yaml says so."""
        return self.package.get("homepage")

    @property
    def citation(self) -> str:
        """The package as a list of references has it."""
        makers = ", ".join(person(one)["name"] for one in self.makers("creator"))
        year = f" ({self.created[:4]})" if self.created else ""
        where = f" {self.address}" if self.address else ""
        return f"{makers}{year}. {self.package['title']}. Version {self.package['version']}. Data package.{where}"

    def makers(self, *roles: str) -> list[dict[str, Any]]:
        """The contributors who have the first of the roles that anybody has; all of them where nobody has any."""
        people = self.package.get("contributors", [])
        for role in roles:
            if found := [one for one in people if role in one.get("roles", [])]:
                return found
        return list(people)


def gather(contract: Contract, connection: duckdb.DuckDBPyConnection, folder: Path) -> Facts:
    """The facts of the package in `folder`, in which the data files lie already."""
    from fangzhi.publish.descriptor import created

    moment = created(connection)
    first, last, count = connection.sql(
        "SELECT min(year(published_on)), max(year(published_on)), count(*) FROM documents"
    ).fetchall()[0]
    provinces = connection.sql(
        "SELECT DISTINCT province FROM villages WHERE province IS NOT NULL ORDER BY province"
    ).fetchall()
    return Facts(
        package=dict(contract.package),
        created=moment[:10] if moment else None,
        first=first,
        last=last,
        places=tuple(name for (name,) in provinces),
        documents=count,
        files=tuple(_files(contract, folder)),
    )


def _files(contract: Contract, folder: Path) -> list[File]:
    from fangzhi.publish.descriptor import digest

    paths = [(path(table.name), table.name) for table in contract for path in (csv_path, parquet_path)]
    found = []
    for path, table in [*paths, (WORKBOOK, None)]:
        told = digest(folder / path)
        media = MEDIA[Path(path).suffix]
        found.append(File(path, media, told["bytes"], told["hash"].removeprefix("sha256:"), table))
    return found


def person(one: dict[str, Any]) -> dict[str, Any]:
    """A contributor by schema.org: a Person where a family name is given, an Organization where not."""
    if "familyName" in one:
        told = {"@type": "Person", "name": one.get("title") or f"{one.get('givenName', '')} {one['familyName']}".strip()}
        told |= {key: one[key] for key in ("givenName", "familyName") if key in one}
    else:
        told = {"@type": "Organization", "name": one.get("title") or one.get("organization", "")}
    return told | ({"url": one["path"]} if "path" in one else {})
