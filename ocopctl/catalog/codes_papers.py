"""P3xx: certificates, papers, label fields and the places of makers."""

from __future__ import annotations

from ocopctl.catalog.explanation import Explanation
from ocopctl.language import N_

_OCOP = N_("Decision 148/QĐ-TTg of 24 February 2023; the data file papers.yaml.")
_FOOD = N_("Decree 15/2018/NĐ-CP; which decree follows it was not settled in November 2026.")
_TWO_LEVELS = N_(
    "Resolution 202/2025/QH15 and Decision 19/2025/QĐ-TTg: 34 provinces and 3,321 communes since "
    "1 July 2025."
)
_LABEL = N_("Decree 37/2026/NĐ-CP, article 42: name and full address of who answers for the goods.")

PAPERS = {
    "P301": Explanation(
        N_("The certificate's body does not fit its stars and date"),
        N_("A body that could not give these stars makes the whole certificate look invented."),
        N_("Copy stars, date and body from the decision; one of the three is wrong."),
        N_("Decisions 1048/QĐ-TTg (2019), 148/QĐ-TTg (2023) and 1489/QĐ-TTg (6 July 2025)."),
    ),
    "P302": Explanation(
        N_("The certificate's body no longer existed on its date"),
        N_("Districts ended on 30 June 2025, and 29 provinces have been joined to others."),
        N_("Copy body and date from the decision. Older certificates keep the names of their day."),
        _TWO_LEVELS,
    ),
    "P303": Explanation(
        N_("The OCOP certificate has ended"),
        N_("After 36 months neither the word OCOP nor stars may be printed, shown or spoken."),
        N_("Listings go out without them. With a new decision, write its number, date and stars."),
        _OCOP,
    ),
    "P304": Explanation(
        N_("The OCOP certificate ends soon"),
        N_("Re-rating takes months, and on the day after its end OCOP and stars come off."),
        N_("Hand in the file for re-rating. You are told 180, 90 and 30 days ahead."),
        _OCOP,
    ),
    "P305": Explanation(
        N_("The certificate is dated in the future"),
        N_("It does not hold before its date, so listings do not speak of OCOP until then."),
        N_("Copy the date from the decision; check the year."),
        _OCOP,
    ),
    "P306": Explanation(
        N_("A text says OCOP or stars that no certificate gives"),
        N_("Stars that one does not have mislead buyers; none may be shown without a certificate."),
        N_(
            "Take the words out of the text: while a certificate holds, its stars are added by "
            "themselves. Until then listings go out without these words, where that is possible."
        ),
        _OCOP,
    ),
    "P308": Explanation(
        N_("The food-safety paper is missing"),
        N_("Processed food may only be sold from a workshop that has one, or an equal paper."),
        N_("Add it under `papers:`; for small workshops the signed commitment, cam_ket_attp."),
        _FOOD,
    ),
    "P309": Explanation(
        N_("The self-declaration is missing"),
        N_("Packed processed food is declared by its maker before it is sold."),
        N_("Add it under `papers:` with `type: tu_cong_bo`, its number and date."),
        _FOOD,
    ),
    "P310": Explanation(
        N_("A paper has ended"),
        N_("Listings show only papers that are good, and inspectors ask for them."),
        N_("Write number and dates of the new one, or take the old one out."),
        _FOOD,
    ),
    "P311": Explanation(
        N_("A paper ends soon"),
        N_("On the day after its end listings no longer show it."),
        N_("Renew it. You are told 30 days ahead."),
        _FOOD,
    ),
    "P312": Explanation(
        N_("A kind of paper is misspelt"),
        N_("A paper that is not recognised does not count, and buyers see the word as it is."),
        N_("Write the kind as the message shows it."),
        N_("Our choice."),
    ),
    "P313": Explanation(
        N_("A tax code has the wrong number of digits"),
        N_("Marketplaces withhold tax under this code; under a wrong one the money is astray."),
        N_("Copy it from the tax registration, in quotes, so that no 0 at the front is lost."),
        N_("Circular 86/2024/TT-BTC: 10 or 13 digits, and 12 for households since 1 July 2025."),
    ),
    "P314": Explanation(
        N_("A personal tax code with a firm"),
        N_("Companies and cooperatives declare under their own code, which has 10 or 13 digits."),
        N_("Write the firm's code, or `kind: household` if the maker is one."),
        N_("Circular 86/2024/TT-BTC."),
    ),
    "P315": Explanation(
        N_("A geographical indication without the right to use it"),
        N_("The name belongs to those who were given the right; others can be fined."),
        N_("Ask its owner for the right and write `right_to_use: yes`, or take the field out."),
        N_("The register of geographical indications names who may use each of them."),
    ),
    "P316": Explanation(
        N_("A field of the label is missing"),
        N_("A listing must tell what the label must tell, but for dates and batch."),
        N_("Add the field with the words of the label."),
        N_("Decrees 85/2021/NĐ-CP and 37/2026/NĐ-CP, article 42 and Appendix I."),
    ),
    "P320": Explanation(
        N_("A province does not exist"),
        N_("Buyers, couriers and inspectors find the maker by this address."),
        N_("Write one of the 34 provinces and cities."),
        _TWO_LEVELS,
    ),
    "P321": Explanation(
        N_("A province has been joined to another"),
        N_("Addresses have had new names since 1 July 2025; the story may keep the old one."),
        N_("Write the province that the message names, and the old address under `old:`."),
        _TWO_LEVELS,
    ),
    "P322": Explanation(
        N_("A commune does not exist in its province"),
        N_("Names differ by an accent: Cẩm Giang and Cẩm Giàng are both in Hải Phòng."),
        N_("Copy the name from an official letter, with all accents."),
        _TWO_LEVELS,
    ),
    "P323": Explanation(
        N_("A commune has become part of another"),
        N_("10,035 communes became 3,321 on 1 July 2025; the story may keep the old name."),
        N_("Write the commune that the message names, and the old address under `old:`."),
        _TWO_LEVELS,
    ),
    "P324": Explanation(
        N_("An old commune has more than one answer"),
        N_("It was divided, or several had its name; only you know where the house stands."),
        N_("Write one of the communes that the message lists."),
        _TWO_LEVELS,
    ),
    "P325": Explanation(
        N_("A commune is in another province"),
        N_("Either the commune or the province is wrong, and parcels come back."),
        N_("Put the wrong one of the two right."),
        _TWO_LEVELS,
    ),
    "P326": Explanation(
        N_("The code of a place does not fit its name"),
        N_(
            "Joined provinces kept the code of one of them: 15 was Yên Bái and is Lào Cai. A bare "
            "code from an old file may mean another place."
        ),
        N_("Write the code that the message names, in quotes, or leave it out."),
        _TWO_LEVELS,
    ),
    "P327": Explanation(
        N_("The kind of a place is wrong"),
        N_("The address stands on the label; a commune that is a ward is written as one."),
        N_("Write the name as the message shows it."),
        _LABEL,
    ),
    "P328": Explanation(
        N_("Old and new address are different places"),
        N_("Buyers compare the two, and one of them leads astray."),
        N_("Compare both with the papers, and change the wrong one."),
        _TWO_LEVELS,
    ),
    "P329": Explanation(
        N_("A district stands in the address"),
        N_("Districts and towns ended on 30 June 2025; listings show this line to buyers."),
        N_("Take it out; the old address may stand under `old:`."),
        _LABEL,
    ),
}
