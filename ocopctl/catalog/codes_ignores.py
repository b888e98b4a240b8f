"""P19x: comments that tell ocopctl to ignore a problem."""

from __future__ import annotations

from ocopctl.catalog.explanation import Explanation
from ocopctl.language import N_

_OURS = N_("Our choice.")

IGNORES = {
    "P190": Explanation(
        N_("A comment to ocopctl cannot be understood"),
        N_("It was to ignore a problem, and it ignores none."),
        N_("Write: # ocopctl: ignore P801 and behind it why."),
        _OURS,
    ),
    "P191": Explanation(
        N_("A comment ignores a problem and does not say why"),
        N_("Whoever reads the file next cannot tell whether it was meant so."),
        N_("Write the reason behind the code, in a few words."),
        _OURS,
    ),
    "P192": Explanation(
        N_("A comment ignores a problem that is not there"),
        N_("It would hide the problem if it came back later."),
        N_(
            "Take the comment out, or put it on the line of the problem, or alone on the one above."
        ),
        _OURS,
    ),
    "P193": Explanation(
        N_("A comment ignores an error that cannot be ignored"),
        N_(
            "Shops would refuse the goods, or a wrong price would be sent, whatever a comment says."
        ),
        N_(
            "Put the error right. Errors of words and likeness (P5xx, P8xx) can be ignored, and "
            "warnings and notes of every kind."
        ),
        _OURS,
    ),
}
