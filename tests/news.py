"""A folder of invented news that gives rows in every table, for the tests of what comes after reading."""

from __future__ import annotations

from pathlib import Path

CONFERENCE = """青河市召开重点项目推进会

2024年3月16日上午，青河市召开重点项目推进会。市委书记欧阳清源出席会议并讲话，市委副书记、市长高远山主持会议，副市长林晓梅汇报工作。
会议指出，2023年，全市新增高新技术企业60家，固定资产投资同比增长8.2%。2024年，全市固定资产投资要增长8.5%以上，新增高新技术企业80家。
总投资120亿元的晨岚新能源储能电池基地项目开工建设，建成后年产储能电池30GWh。总投资15亿元的远岫半导体封装测试项目成功签约。
"""
VILLAGES = """我市三个村获评省级美丽宜居村庄

近日，江西省抚州市临川区云岭镇柳溪村、石桥村和湖畔镇渡口村获评2023年江西省美丽宜居村庄。
"""
VISIT = """高远山到青河经济开发区调研

2024年5月8日下午，青河市委副书记、市长高远山到青河经济开发区调研，副市长林晓梅陪同。
高远山来到晨岚新能源储能电池基地项目现场，项目总投资130亿元，目前正在建设。
"""
NEWS = {"conference.txt": CONFERENCE, "villages.txt": VILLAGES, "sub/visit.txt": VISIT}


def write(folder: Path, news: dict[str, str] = NEWS) -> Path:
    """The folder with a file for each of the texts."""
    for name, text in news.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a package but the database, whose bytes differ from build to build."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".duckdb"
    }
