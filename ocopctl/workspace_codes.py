"""P15x: what the workspace file alone can have wrong; its layout has the codes of product files."""

from __future__ import annotations

from ocopctl.catalog.explanation import Explanation
from ocopctl.language import N_

WORKSPACE = {
    "P150": Explanation(
        N_("There is no such time zone"),
        N_("The day a certificate ends, and the hour of the nightly job, depend on it."),
        N_("Write `timezone: Asia/Ho_Chi_Minh`, or delete the line: that is what it means then."),
        N_("The IANA time zone database."),
    ),
}
