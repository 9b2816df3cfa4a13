"""A publication date as printed -> ISO 8601."""
from __future__ import annotations

import datetime
import re

DATE = re.compile(
    r"""(?<!\d)(?P<year>(?:19|20)\d\d)
    (?: \s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})(?!\d)
      | (?P<mm>\d\d)(?P<dd>\d\d)(?!\d) )""",
    re.VERBOSE,
)
WIDE = str.maketrans("０１２３４５６７８９：／－．", "0123456789:/-.")


def iso_date(value: object) -> str | None:
    """The first whole date in `value` (text, or a date of a data frame) as YYYY-MM-DD; None where there is none.

    Read are 2023-01-06, 2023/1/6, 2023.1.6, 2023年1月6日 and 20230106, with or without a time after them.
    """
    if isinstance(value, datetime.date):  # a datetime is one, too
        return f"{value:%Y-%m-%d}"
    for found in DATE.finditer(str(value or "").translate(WIDE)):
        part = found.groupdict()
        try:
            return datetime.date(
                int(part["year"]), int(part["month"] or part["mm"]), int(part["day"] or part["dd"])
            ).isoformat()
        except ValueError:
            continue
    return None
