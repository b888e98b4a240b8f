"""The proof of a recall: a JSON file for programs, and one page in Vietnamese for people.

The page is for the food-safety office, buyers and the village itself, so it is in Vietnamese
whatever language the commands speak. What a notice has to name: Circular 23/2018/TT-BYT.
"""

from __future__ import annotations

import json
import os
from datetime import datetime
from typing import TYPE_CHECKING

from ocopctl.errors import JournalError
from ocopctl.language import _
from ocopctl.publishing.recalls import ZONE, Recall, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ocopctl.publishing.recalls import InShop

FOLDER = "recalls"
_FORM = 1


def files_of(folder: Path, recall: Recall) -> tuple[Path, Path]:
    """Return where a recall's proof is: the JSON file and the page."""
    return folder / f"{recall.id}.json", folder / f"{recall.id}.txt"


def write(folder: Path, recall: Recall) -> None:
    """Write both files; each is whole and on disk when this returns. Raises JournalError."""
    body = json.dumps({"form": _FORM, **recall.as_json()}, ensure_ascii=False, indent=2)
    data, page = files_of(folder, recall)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _replace(data, body + "\n")
        _replace(page, page_of(recall))
        _sync(folder)
    except OSError as error:
        raise JournalError(
            _("the proof of the recall cannot be written: {what}", what=error.strerror or error),
            place=str(data),
            hint=_("check that the disk is not full or read-only; the recall stands all the same"),
        ) from error


def read_all(folder: Path) -> tuple[list[Recall], list[Path]]:
    """Return what a lost journal knew of recalls, oldest first, and files that are no proof."""
    found, unreadable = [], []
    for path in sorted(folder.glob("*.json")):
        try:
            body = json.loads(path.read_text("utf-8"))
            found.append(Recall.from_json({k: v for k, v in body.items() if k != "form"}))
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            unreadable.append(path)
    return sorted(found, key=lambda one: (one.asked_at, one.id)), unreadable


def _replace(path: Path, text: str) -> None:
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with part.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _sync(folder: Path) -> None:
    """Make the new names last: a folder is synced like a file, where the system allows it."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:  # Windows opens no folder, and keeps names by itself
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def page_of(recall: Recall) -> str:
    """Write the page: what, where, when asked, when seen gone, by whom. Pure."""
    return "\n".join(
        [
            "BIÊN BẢN NGỪNG BÁN VÀ THU HỒI SẢN PHẨM TRÊN CÁC SÀN",
            "",
            *_facts(recall),
            "",
            "TÌNH TRẠNG Ở TỪNG GIAN HÀNG",
            *(line for one in recall.shops.values() for line in _shop(one)),
            "",
            *_ended(recall),
            "Giờ ghi theo giờ Việt Nam. “Thấy đã gỡ” là lúc chương trình hỏi lại và chính sàn",
            "trả lời rằng tin đăng không còn bán. Bản cho máy đọc nằm cạnh tệp này, đuôi .json.",
            "",
        ]
    )


def _facts(recall: Recall) -> Iterator[str]:
    yield f"Số biên bản:     {recall.id}"
    yield f"Sản phẩm:        {recall.name}"
    yield f"Mã hàng (SKU):   {', '.join(recall.skus)}"
    if recall.producer:
        yield f"Nơi làm ra:      {recall.producer}"
    if recall.batch:
        yield f"Lô hàng:         {recall.batch['code']}"
        for field, words in (
            ("produced", "Ngày làm:        "),
            ("expires", "Hạn dùng:        "),
            ("quantity", "Số lượng của lô: "),
        ):
            if recall.batch.get(field):
                yield words + recall.batch[field]
    yield f"Lý do:           {recall.reason}"
    yield f"Người yêu cầu:   {recall.asked_by}"
    yield f"Yêu cầu lúc:     {_clock(recall.asked_at)}"
    if recall.only:
        yield "Phạm vi:         chỉ các gian hàng ghi dưới đây"


def _shop(one: InShop) -> Iterator[str]:
    practice = " (chợ tập, không phải gian hàng thật)" if one.practice else ""
    yield ""
    yield f"* {one.name}{practice}: {_word(one)}"
    if one.remote_id:
        yield f"    Tin đăng:          {one.remote_id}{f'  {one.url}' if one.url else ''}"
    for words, at in (
        ("Bắt đầu gỡ lúc:    ", one.asked_at),
        ("Sàn nhận lệnh lúc: ", one.unlisted_at),
        ("Thấy đã gỡ lúc:    ", one.seen_gone_at),
    ):
        if at is not None:
            yield f"    {words}{_clock(at)}"
    if one.emptied:
        yield "    Sàn chưa cho gỡ lúc này. Tồn kho ở sàn đang là 0, nên không ai đặt mua được;"
        yield "    tin đăng vẫn còn và sẽ được gỡ khi sàn cho phép."
    if one.own_words:
        yield f"    Lời của sàn:       {one.own_words}"
    if one.strangers:
        yield f"    CHÚ Ý: còn tin đăng cùng mã, không do chương trình này tạo: {_ids(one)}."
        yield "    Chương trình không đụng vào. Hãy tự gỡ ngay trong trang quản lý người bán."


def _word(one: InShop) -> str:
    return {
        Standing.ASKED: "chưa làm",
        Standing.WAITING: "CHƯA GỠ ĐƯỢC, sẽ làm tiếp",
        Standing.UNLISTED: "sàn đã nhận lệnh gỡ, chưa thấy gỡ xong",
        Standing.GONE: "ĐÃ GỠ, đã kiểm lại",
        Standing.ABSENT: "không có tin đăng nào do chương trình này tạo",
    }[one.state]


def _ids(one: InShop) -> str:
    return ", ".join(one.strangers)


def _ended(recall: Recall) -> Iterable[str]:
    if recall.released_at is None:
        return ["Lệnh thu hồi đang còn hiệu lực: không lệnh nào đăng lại sản phẩm này.", ""]
    why = f", lý do: {recall.release_reason}" if recall.release_reason else ""
    return [f"ĐÃ CHẤM DỨT lúc {_clock(recall.released_at)}, bởi {recall.released_by}{why}.", ""]


def _clock(at: float) -> str:
    return datetime.fromtimestamp(at, ZONE).strftime("%H:%M:%S ngày %d/%m/%Y")
