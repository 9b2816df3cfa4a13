"""One invented article in the pages of many publishing systems: `pages/<family>.html` with marks for its parts."""
from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "pages"
FAMILIES = sorted(path.stem for path in FOLDER.glob("*.html"))
PARTS = {
    "TITLE": "宁致远主持召开青岚经济开发区项目推进会",
    "OVER": "宁致远在青岚经济开发区调研时强调",
    "SUB": "一季度开工项目十二个　贺知秋汇报工作",
    "P1": "3月14日上午，县委副书记、县长宁致远主持召开青岚经济开发区项目推进会，听取一季度项目建设情况汇报，研究部署下一步工作。",
    "P2": "会议指出，总投资12亿元的松涛智能装备产业园要确保6月底前开工，年产5万吨的云岭新型建材项目要抓紧投产。",
    "P3": "县委常委、开发区党工委书记贺知秋，副县长沈一舟参加会议。（记者 陆鸣）",
    "HEAD1": "贺知秋到白石镇调研乡村建设",
    "TEASER1": "3月2日，县委常委贺知秋到白石镇调研乡村建设工作，先后察看了柳湾村、上河村的人居环境整治情况。",
    "HEAD2": "青岚县召开安全生产工作会议",
    "TEASER2": "2月20日下午，全县安全生产工作会议召开，副县长沈一舟出席会议并讲话，要求压实各方责任。",
}
PARAGRAPHS = [PARTS["P1"], PARTS["P2"], PARTS["P3"]]
TEASERS = [PARTS[key] for key in ("HEAD1", "TEASER1", "HEAD2", "TEASER2")]


def template(family: str) -> str:
    """The page as written, with its marks."""
    return (FOLDER / f"{family}.html").read_text(encoding="utf-8")


def page(family: str) -> str:
    """The page with the article in it."""
    markup = template(family)
    for name, text in PARTS.items():
        markup = markup.replace("{{" + name + "}}", text)
    return markup


def expected(family: str) -> tuple[str, str]:
    """(article, teasers) as read, made from the parts that the page has marks for."""
    markup = template(family)
    beside = [PARTS[name] for name in ("OVER", "SUB") if "{{" + name + "}}" in markup]
    related = TEASERS if "{{TEASER1}}" in markup else []
    return "\n\n".join([PARTS["TITLE"], *beside, *PARAGRAPHS]), "\n\n".join(related)
