"""P5xx: words that adverts and marketplaces do not allow, or ask for."""

from __future__ import annotations

from ocopctl.catalog.explanation import Explanation
from ocopctl.language import N_

_PACK = N_("The list of words of ocopctl, words.yaml: each rule with its source and date.")
_ADVERTS = N_("Advertising Law 16/2012/QH13, article 8(11), and Law 75/2025/QH15.")
_FOOD = N_("Decree 15/2018/NĐ-CP, articles 26 and 27, on the advertising of food.")
_ALCOHOL = N_("Law on Prevention of Harm of Alcohol 44/2019/QH14, articles 5 and 12.")

WORDS = {
    "P501": Explanation(
        N_("A text ranks the goods above all others"),
        N_("Adverts may not say so without a paper that proves it; fines are high."),
        N_("Say what is so good about the goods instead: how they are made, from what, by whom."),
        _ADVERTS,
    ),
    "P502": Explanation(
        N_("A text says that the goods heal, or do something for the health"),
        N_("Only medicines may say that they heal; other effects need a text that was approved."),
        N_("Tell taste, use and how the goods are made instead."),
        _FOOD,
    ),
    "P503": Explanation(
        N_("A text tells of a first prize without its paper, or after a year"),
        N_("A prize may be told for a year, and with the paper that proves it."),
        N_("Add its paper under `papers:` with `type: giai_thuong` and `issued:`, or take it out."),
        _ADVERTS,
    ),
    "P504": Explanation(
        N_("A text holds a phone number, an e-mail address or a link"),
        N_("Shops refuse them, and close shops that lead buyers away."),
        N_("Take it out; buyers ask by the shop's own chat."),
        _PACK,
    ),
    "P505": Explanation(
        N_("A text names a marketplace"),
        N_("One text goes to several marketplaces, and none allows the name of another."),
        N_("Take the name out, or write the text under `shops:` for that shop alone."),
        _PACK,
    ),
    "P506": Explanation(
        N_("A text advertises food with doctors or patients"),
        N_("That is forbidden, however true it is."),
        N_("Take it out; say who makes the goods and how instead."),
        _FOOD,
    ),
    "P507": Explanation(
        N_("A title holds words of promotion"),
        N_("Titles are for the goods; shops show discounts by themselves."),
        N_("Take it out; write a price before the discount as `compare_at:`."),
        _PACK,
    ),
    "P508": Explanation(
        N_("A listing of a health food does not say that it is no medicine"),
        N_("Every advert of such goods must say so."),
        N_(
            "Write under `warnings:`: Sản phẩm này không phải là thuốc, không có tác dụng thay "
            "thế thuốc chữa bệnh."
        ),
        _FOOD,
    ),
    "P509": Explanation(
        N_("The strength of a drink with alcohol is not told"),
        N_("What may be said of it, and where it may be shown, goes by its strength."),
        N_('Write it under `facts:`, for example "Độ cồn 12% vol".'),
        _ALCOHOL,
    ),
    "P511": Explanation(
        N_("A drink with alcohol has no warning"),
        N_("Below 15 % it may be advertised with one of three warnings alone."),
        N_("Write one of the three under `warnings:`; the message lists them."),
        _ALCOHOL,
    ),
    "P512": Explanation(
        N_("A text ties alcohol to young people, success, beauty, friendship or health"),
        N_("That is forbidden at every strength."),
        N_("Tell how it is made and how it tastes instead."),
        _ALCOHOL,
    ),
    "P513": Explanation(
        N_("A text holds a word of the workspace's own list"),
        N_("Somebody here decided so; the list says why."),
        N_("Take the word out, or change words.yaml in the folder of own rules."),
        N_("words.yaml in the folder that `rules:` names in ocopctl.yaml."),
    ),
}
