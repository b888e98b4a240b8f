"""How this platform words its answers: refusals, page blocks, times in Vietnam."""

from __future__ import annotations

import math
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.market import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

VIETNAM = timezone(timedelta(hours=7))
TIME_FORMAT = "%Y-%m-%d %H:%M:%S"
# evidence[reference]: page starts at 1 and limit is 20 when absent (official documentation,
#   2020-2024; 400 for a bad one is our choice)
PER_PAGE = 20
LONGEST_NUMBER = 19


# evidence[reference]: a refusal is errors, a list of texts, and no code (official documentation,
#   2020-2024)
class CallRefusedError(Exception):
    """A call that is answered with an error and has had no effect."""

    def __init__(self, status: int, *texts: str, meta: Mapping[str, str] | None = None) -> None:
        super().__init__("; ".join(texts))
        self.status = status
        self.texts = texts
        self.meta = meta

    def answer(self) -> Answer:
        """Word the refusal: `{"errors": [...]}`, with `meta` where the platform adds one."""
        body: dict[str, Any] = {"errors": list(self.texts)}
        if self.meta is not None:
            body["meta"] = dict(self.meta)
        return Answer(body, self.status, code=self.texts[0])


# evidence[reference]: times are yyyy-MM-dd HH:mm:ss in Vietnam's zone (official documentation,
#   2020-2024)
def vietnam_time(seconds: float) -> str:
    """Write an instant as the API does: `yyyy-MM-dd HH:mm:ss`, UTC+7."""
    return datetime.fromtimestamp(seconds, VIETNAM).strftime(TIME_FORMAT)


def instant(name: str, text: str | None) -> float | None:
    """Read a date of a query, seconds since 1970; None when it was not given. Refuses bad ones."""
    if not text:
        return None
    try:
        return datetime.strptime(text, TIME_FORMAT).replace(tzinfo=VIETNAM).timestamp()
    except ValueError:
        raise CallRefusedError(400, f"{name} must have format yyyy-MM-dd HH:mm:ss") from None


def is_number(text: str) -> bool:
    """Tell whether a text is a whole number of at most 19 plain digits."""
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER


def counted(name: str, text: str | None, *, default: int, most: int) -> int:
    """Read `page` or `limit` of a query: 1 to `most`."""
    if text is None or text == "":
        return default
    if not is_number(text) or not 1 <= int(text) <= most:
        raise CallRefusedError(400, f"{name} must be between 1 and {most}")
    return int(text)


def paged(
    rows: Sequence[Any],
    first: Callable[[str], str | None],
    *,
    most: int,
    view: Callable[[Any], Any],
) -> Answer:
    """Answer one page of `rows`; `first` reads a query value, `most` is the largest limit."""
    page = counted("page", first("page"), default=1, most=1_000_000)
    limit = counted("limit", first("limit"), default=PER_PAGE, most=most)
    start = (page - 1) * limit
    part = rows[start : start + limit]
    # evidence[reference]: a list ends with total, per_page, current_page, last_page, from and to
    #   (official documentation, 2020-2024)
    paging = {
        "total": len(rows),
        "per_page": limit,
        "current_page": page,
        "last_page": max(1, math.ceil(len(rows) / limit)),
        "from": start if part else 0,
        "to": start + len(part) if part else 0,
    }
    return Answer({"data": [view(row) for row in part], "paging": paging})
