"""LibreOffice opens the workbook and sees in every sheet the cells of the table's CSV file. Runs where `soffice` is on PATH."""

from __future__ import annotations

import csv
import shutil
import subprocess

import pytest

from fangzhi.contract import load

OFFICE = shutil.which("soffice")
# Comma, quotes, UTF-8, from the first line, no formats by column, cells as shown, all sheets.
FILTER = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


def rows(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not there")
def test_every_sheet_shows_the_cells_of_the_csv_file(sample, tmp_path):
    command = [
        OFFICE, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
        "--convert-to", FILTER, "--outdir", str(tmp_path), str(sample / "fangzhi.xlsx"),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    for table in load().names:
        seen = rows(tmp_path / f"fangzhi-{table}.csv")
        # Booleans are shown in the words of the program.
        assert [[cell.lower() if cell in ("TRUE", "FALSE") else cell for cell in row] for row in seen] == rows(sample / "data" / f"{table}.csv")
