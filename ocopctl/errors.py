"""The tree of errors. Each says what happened, where, and the next thing to do.

OcopctlError
├── InputError            the user's files or options are not usable
├── ConfigError           the workspace is not usable
├── CredentialsError      credentials are missing or not readable
├── UnsafePlan            a plan may not be applied as it stands
│   └── Held              a guard holds a change until somebody approves it
├── JournalError          the record of what was done cannot be read or written
├── Recalled              the product is recalled: nothing is sent for it until its release
├── BudgetSpent           this run may send no more: its bytes or its time are used up
├── Halted                this run was asked to end before its work was done
│   ├── Interrupted       by the user
│   └── Preempted         by a recall, which goes first
└── MarketplaceError      a marketplace said no, or said nothing
    ├── AuthError         the token or key was refused
    │   └── ClockOff      because of the time of the call: this computer's clock is wrong
    ├── Rejected          the marketplace will not take this, unchanged, ever
    ├── NotFound          the thing asked about is not there
    ├── Duplicate         the SKU exists already
    ├── RateLimited       too many calls; try after `retry_after` seconds
    ├── QuotaExhausted    the day's allowance is used up
    ├── Transient         nothing happened; try again later
    ├── Unreachable       nothing was sent: the link or the platform is down
    └── OutcomeUnknown    the call may or may not have had its effect: look, do not send again
"""

from __future__ import annotations

from ocopctl.known_secrets import masked


class OcopctlError(Exception):
    """What went wrong, where, and what to do now. No secret that was read stands in it."""

    exit_status = 1

    def __init__(self, message: str, *, place: str = "", hint: str = "") -> None:
        self.message = masked(message)
        self.place = masked(place)
        self.hint = masked(hint)
        super().__init__(self.message)


class InputError(OcopctlError):
    """The user's files or options cannot be used."""

    exit_status = 3


class UsageError(OcopctlError):
    """The command line asks for something that does not exist."""

    exit_status = 2


class ConfigError(OcopctlError):
    """The workspace cannot be used."""

    exit_status = 3


class CredentialsError(OcopctlError):
    """Credentials are missing, refused or expired."""

    exit_status = 4


class UnsafePlan(OcopctlError):
    """The plan may not be applied as it stands."""

    exit_status = 6


class Held(UnsafePlan):
    """A guard holds a change until somebody approves it with `code`, for these `reasons`."""

    def __init__(self, message: str, *, reasons: tuple[str, ...], code: str, **about: str) -> None:
        super().__init__(message, **about)
        self.reasons = reasons
        self.code = code


class JournalError(OcopctlError):
    """The record of what was done cannot be read or written."""

    exit_status = 1


class BudgetSpent(OcopctlError):
    """The run may send no more: its bytes or its time are used up. Nothing was sent."""

    exit_status = 5


class Halted(OcopctlError):
    """The run was asked to end before its work was done. Nothing was sent since."""

    exit_status = 130


class Interrupted(Halted):
    """The user asked the run to end."""


class Preempted(Halted):
    """A recall goes first."""

    exit_status = 5


class Recalled(OcopctlError):
    """The product is recalled: nothing is sent for it until it is released."""

    exit_status = 5


class MarketplaceError(OcopctlError):
    """A marketplace said no, or said nothing.

    `code` and `own_words` are the platform's; `request_id` is what its support asks for.
    """

    def __init__(
        self,
        message: str,
        *,
        place: str = "",
        hint: str = "",
        code: str = "",
        own_words: str = "",
        request_id: str = "",
    ) -> None:
        super().__init__(message, place=place, hint=hint)
        self.code = masked(code)
        self.own_words = masked(own_words)
        self.request_id = masked(request_id)


class AuthError(MarketplaceError):
    """The token or the key was refused."""

    exit_status = 4


class ClockOff(AuthError):
    """The time of the call was refused, which is this computer's."""


class Rejected(MarketplaceError):
    """The marketplace will not take this as it is; sending it again changes nothing."""


class NotFound(MarketplaceError):
    """The thing asked about is not there."""


class Duplicate(MarketplaceError):
    """The seller SKU exists already in this shop."""


class RateLimited(MarketplaceError):
    """Too many calls; nothing happened. `retry_after` is in seconds, None when not told.

    `slows` is False where the pace is not the cause, as with a listing that is locked for a moment.
    `until`, in seconds since 1970, is set where the wait is longer than a run may take.
    """

    def __init__(
        self,
        message: str,
        *,
        retry_after: float | None = None,
        slows: bool = True,
        **details: str,
    ) -> None:
        super().__init__(message, **details)
        self.retry_after = retry_after
        self.slows = slows
        self.until: float | None = None


class QuotaExhausted(MarketplaceError):
    """The allowance of an hour or a day is used up; nothing happened.

    `until` is when it is free again in seconds since 1970, None while nobody knows. `retry_after`
    are the seconds that the answer names, if any; `window` is what the allowance is counted by
    ("hour", "day", "" for neither). `whole` tells whether the shop takes no call at all until then,
    or not this one only.
    """

    def __init__(
        self,
        message: str,
        *,
        until: float | None = None,
        retry_after: float | None = None,
        window: str = "day",
        whole: bool = True,
        **details: str,
    ) -> None:
        super().__init__(message, **details)
        self.until = until
        self.retry_after = retry_after
        self.window = window
        self.whole = whole


class Transient(MarketplaceError):
    """The platform had a passing fault; nothing happened."""

    exit_status = 5


class Unreachable(MarketplaceError):
    """Nothing was sent: the link is down (`link`), or this platform alone cannot be reached."""

    exit_status = 5

    def __init__(self, message: str, *, link: bool = False, **details: str) -> None:
        super().__init__(message, **details)
        self.link = link


class OutcomeUnknown(MarketplaceError):
    """The call may or may not have had its effect: look before sending again."""
