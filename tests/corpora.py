"""Documents with known answers: the sample, and what lies beside the project; what needs the latter is skipped without them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
# Name: documents, gold.
SETS = {
    "sample": (ROOT / "build" / "fangzhi" / "sample", ROOT / "tests" / "sample_gold"),
    "corpus": (SHARED / "corpus", SHARED / "gold"),
    "dev": (SHARED / "dev" / "docs", SHARED / "dev" / "gold"),
}


def present() -> dict[str, tuple[Path, Path]]:
    """The sets that are there."""
    return {name: folders for name, folders in SETS.items() if all(folder.is_dir() for folder in folders)}


def release(documents: Path, out: Path) -> Path:
    """The package that `fangzhi release` builds from the documents, in a process of its own. RuntimeError where it fails."""
    command = [sys.executable, "-c", "from fangzhi.cli import app; app(prog_name='fangzhi')"]
    done = subprocess.run([*command, "release", str(documents), "--out", str(out)], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"fangzhi release {documents} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return out
