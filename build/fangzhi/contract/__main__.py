"""`python -m fangzhi.contract [FOLDER]` checks the contract: by itself, and by making its tables and checks in DuckDB.

Exits 0 where it holds, 1 with one line on what contradicts what.
"""

from __future__ import annotations

import sys

import duckdb

from fangzhi.contract import Contract, ContractError, ddl, evidence_checks, key_checks, load, pandera_schema


def check(contract: Contract) -> None:
    """Makes every table and runs every check while it is empty. Raises ContractError for what DuckDB does not take."""
    with duckdb.connect() as connection:
        try:
            for table in contract:
                pandera_schema(table)
                connection.execute(ddl(table))
            for query in [*(query for table in contract for query in key_checks(table)), *evidence_checks(contract)]:
                connection.execute(query.sql)
        except duckdb.Error as error:
            raise ContractError(f"DuckDB does not take the contract: {str(error).splitlines()[0]}") from error


def main(arguments: list[str]) -> int:
    try:
        contract = load(*arguments[:1])
        check(contract)
    except ContractError as error:
        print(error, file=sys.stderr)
        return 1
    fields = sum(len(table.fields) for table in contract)
    checks = sum(len(table.checks) for table in contract)
    print(f"contract: {len(contract)} tables, {fields} fields, {checks} row checks: no contradiction")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
