"""What the shipped rules catch, and what they let pass."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocopctl.problems import Severity
from ocopctl.rules.levelled import level
from ocopctl.rules.wording import offences, suspects
from ocopctl.rules.words import Rule, word_rules

PASSING = """
Hai tổ thống nhất một quy trình, làm nhất quán, hợp nhất từ vụ thứ nhất, đồng nhất về màu
Trước nhà có cây Nhất Chi Mai
Nhật Bản, nhật ký, chủ nhật
Xưởng ở số 1 phố Hàng Bông, lô số 1, cỡ số 1
Cốc số 1, cốc số 2
nhà số 1/2, mẫu số 1-3, vụ số 10, lò số 1
cây thuốc nam, làng nghề thuốc bắc, thuốc nhuộm lá chàm, không hút thuốc lá
Sản phẩm này không phải là thuốc, không có tác dụng thay thế thuốc chữa bệnh
Thực phẩm này không phải là thuốc và không thay thế thuốc chữa bệnh.
Đây không phải là thuốc và không thay thế thuốc chữa bệnh.
Sử dụng tốt nhất trước ngày in trên bao bì
Tốt nhất nên dùng trong 3 ngày
ngon nhất khi ăn nóng, giòn nhất là lúc mới rang
Để có vị ngon nhất, pha nước 80 độ
Mùa vải ngon nhất là tháng 6, tháng lạnh nhất trong năm
ít nhất 3 ngày, nhiều nhất 5 kg, sớm nhất ngày mai, mới nhất là vụ xuân
nhất là dịp Tết, nhất định phải thử, nhất thiết giữ lạnh
duy nhất một cỡ, một kiểu duy nhất, thành phần duy nhất: gạo
giá trị cảm quan, giá trị dinh dưỡng, phòng khách, phòng ngủ, ho khan
Người đang điều trị bệnh hỏi bác sĩ trước khi dùng
Nên hỏi ý kiến bác sĩ; bác sĩ khuyên hạn chế ăn mặn
nhất nước nhì phân tam cần tứ giống
sửa chữa, chữa cháy, trị giá 120.000
không phun thuốc phòng bệnh, phòng trừ sâu bệnh
đỉnh cao nhất vùng Tây Bắc
chè loại nhất, gạo hạng nhất
no 1 bữa, ăn no
Khăn lụa tốt. Nhất là khi trời lạnh
Không phải loại rẻ nhất
top 10 làng nghề, 1kg, #chieucoi
Số tự công bố 01/2024, MST 0312345678, mã số vùng trồng 0912345678
từ 1900 đến 1950, 0,5 kg, 1.250 °C, lô 0900/2026
Đóng gói 12 hộp x 500 g, v.v. TP. Hà Nội
the best way to brew, best before 2027
giải nhì hội thi, giải khuyến khích
Giữ hương thơm tốt nhất trong hộp kín
Công đoạn khó nhất là vuốt miệng lọ, món quà ý nghĩa nhất dịp Tết
""".strip().splitlines()
CAUGHT = """
TỐT NHẤT
tốt  nhất
t.ố.t n.h.ấ.t
t ố t n h ấ t
tốt-nhất
tốtnhất
nh.ất Việt Nam
Chè ngon nhất Thái Nguyên
thơm nhất, đậm đà nhất
khi nghĩ tới chè ngon nhất Việt Nam
lụa đẹp nhất của làng
top 1 Việt Nam
Top1
No.1
No. 1 quà Tết
NO1
№1
#1
#1 quà Tết
Chè Tân Cương số 1
Giò lụa số một Hà Nội
thương hiệu số 1, uy tín lâu năm
sản phẩm duy nhất trên thị trường
nhất Việt Nam
chất lượng hàng đầu Việt Nam
đệ nhất danh trà
rẻ nhất
re nhat, ngon nhat
the best in Vietnam
chữa bệnh tiểu đường
trị dứt điểm mất ngủ
phòng ngừa ung thư
chữa khỏi viêm xoang
đặc trị xương khớp
thần dược cho gan
thuốc bổ từ thiên nhiên
dùng thay thế thuốc
bác sĩ khuyên dùng
được bác sĩ bệnh viện Bạch Mai khuyên dùng
bệnh nhân đã khỏi sau một tháng
giảm cân, giải độc gan
giúp hạ huyết áp
gọi 0912 345 678
0912.345.678
+84 912 345 678
(84) 912345678
Hotline: 1900 1234
www.chieucoi.vn
https://shop.example.vn/abc
mua tại chieucoi.com.vn
abc@gmail.com
bán trên Shopee
nhắn Zalo
Tik Tok
giải Nhất hội thi chè
đạt giải nhất 2026
ngon nhất nhì vùng Tân Cương
Mật ong chữa ho cho trẻ
facebook.com/htxchieu
""".strip().splitlines()
RULES = word_rules()
MARKS = ["\u200b", "\u00ad", "\u2060", "\ufeff"]
ALIKE = {"o": "о", "t": "т", "n": "ｎ", "h": "һ", "e": "е", "a": "а"}


def found(text: str, group: str = "thuc_pham") -> list[tuple[str, str]]:
    """Return the rules that a text of these goods offends, with the words."""
    rules = [r for r in RULES.rules if (not r.groups or group in r.groups) and not r.of_alcohol]
    told = offences(text, rules, suspects([text], rules))
    return [(one.rule.code, text[one.start : one.end]) for one in told]


@pytest.mark.parametrize("text", PASSING)
def test_what_is_said_by_right_passes(text: str) -> None:
    assert found(text) == []
    assert found(unicodedata.normalize("NFD", text)) == []


@pytest.mark.parametrize("text", CAUGHT)
def test_what_may_not_be_said_is_caught(text: str) -> None:
    assert found(text)
    assert found(text.upper())
    assert found(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize("text", CAUGHT)
def test_it_is_caught_in_the_middle_of_a_sentence(text: str) -> None:
    assert found(f"Nhà tôi làm nghề đã lâu: {text}; mời bà con ghé.")


@st.composite
def disguised(draw: st.DrawFn) -> str:
    """Draw the words of a claim in one of the ways in which people hide them."""
    words = draw(st.sampled_from(["tốt nhất", "ngon nhất", "top 1", "chữa bệnh"]))
    way = draw(st.sampled_from(["marks", "dots", "alike", "wide", "blanks", "decomposed"]))
    if way == "marks":
        mark = draw(st.sampled_from(MARKS))
        at = draw(st.integers(1, len(words) - 1))
        return words[:at] + mark + words[at:]
    if way == "dots":
        sign = draw(st.sampled_from(".-_*"))
        return " ".join(sign.join(one) for one in words.split())
    if way == "alike":
        return "".join(ALIKE.get(one, one) for one in words)
    if way == "wide":
        return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in words)
    if way == "blanks":
        return words.replace(" ", draw(st.sampled_from(["  ", "\u00a0", " \n", "\u3000"])))
    return unicodedata.normalize("NFD", words)


@given(disguised(), st.sampled_from([str, str.upper]))
def test_a_claim_is_caught_however_it_is_hidden(words: str, shown: Callable[[str], str]) -> None:
    text = f"Món này {shown(words)} đó"
    ((_code, said),) = found(text)
    assert level(said).text.replace(" ", "")[0] in "tnc"
    assert said in text


@given(st.text(max_size=80))
def test_any_text_is_read_and_what_is_found_stands_in_it(text: str) -> None:
    rules = RULES.rules
    ends = 0
    for one in offences(text, rules, suspects([text], rules)):
        assert ends <= one.start < one.end <= len(text)
        ends = one.end


@given(st.text(max_size=60))
def test_each_levelled_letter_comes_from_the_text(text: str) -> None:
    levelled = level(text)
    assert len(levelled.at) == len(levelled.text)
    assert all(0 <= at < len(text) for at in levelled.at)
    assert list(levelled.at) == sorted(levelled.at)


def test_crafts_may_speak_of_sleep_and_food_may_not() -> None:
    assert found("gối thảo dược dễ ngủ", "thu_cong") == []
    assert found("trà dễ ngủ", "thuc_pham") == [("P502", "dễ ngủ")]


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.name)
def test_each_rule_says_why_and_where_it_is_from(rule: Rule) -> None:
    assert rule.reason.keys() == rule.fix.keys() == {"vi", "en"}
    assert all([*rule.reason.values(), *rule.fix.values(), rule.source])
    assert rule.begin
    assert rule.begin <= date(2026, 11, 22)


def test_the_plainest_text_is_searched_in_no_time() -> None:
    text = "Nhà chúng tôi làm gốm ở xóm hai, phủ men rạn rồi nung. " * 60
    started = time.perf_counter()
    for _ in range(20):
        suspects([text], RULES.rules)
    assert (time.perf_counter() - started) / 20 < 0.05


@pytest.mark.parametrize("text", ["nhất " * 3000, "số 1 " * 3000, "t.ố." * 3000, "không " * 3000])
def test_no_text_keeps_the_search_busy(text: str) -> None:
    started = time.perf_counter()
    found(text)
    assert time.perf_counter() - started < 3


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Giỏ tre đan tay số 1", Severity.WARNING),
        ("Chè số 1 Việt Nam", Severity.ERROR),
        ("Chất lượng số 1", Severity.ERROR),
        ("Giỏ tre số một", Severity.ERROR),
    ],
)
def test_a_number_that_may_be_a_model_is_a_warning(text: str, severity: Severity) -> None:
    (one,) = offences(text, RULES.rules, suspects([text], RULES.rules))
    assert one.rule.levels["title"] is severity
