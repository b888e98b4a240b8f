"""`ocopctl auth`: consent of a shop's owner, and how long it lasts."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Annotated
from urllib.parse import parse_qsl, urlsplit

import typer

from ocopctl.cli.options import Context, Yes, context_of, opened
from ocopctl.cli.parser import App
from ocopctl.errors import OcopctlError, UsageError
from ocopctl.language import _

if TYPE_CHECKING:
    from ocopctl.consent.desk import Desk
    from ocopctl.shops import Account
    from ocopctl.transport.clock import Clock
    from ocopctl.workspace import Workspace

app = App()

PORT = 8765
WAIT_S = 300.0
_PATH = "/callback"
_CREDENTIALS = 4

Shop = Annotated[str, typer.Argument(metavar="SHOP", help=_("a shop of ocopctl.yaml"))]


@app.command("login", help=_("open the marketplace's consent page and keep the tokens"))
def login(
    ctx: typer.Context,
    shop: Shop,
    browser: Annotated[bool, typer.Option("--open", help=_("open the page in a browser"))] = False,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help=_("port on this machine for the answer"))
    ] = PORT,
    wait: Annotated[
        float, typer.Option(min=1.0, metavar="SECONDS", help=_("how long to wait for the answer"))
    ] = WAIT_S,
    paste: Annotated[
        bool, typer.Option("--paste", help=_("paste the address that the browser ended on"))
    ] = False,
    redirect: Annotated[
        str, typer.Option(metavar="URL", help=_("the address registered for the application"))
    ] = "",
) -> int:
    """Get consent, trade it for tokens, keep them, then ask the shop who it is."""
    context = context_of(ctx)
    workspace, account = _shop_of(context, shop)
    if account.in_process:
        return _practice(context, shop)
    desk = _desk(workspace, account)
    if desk.kind.consent_needed(desk.written):
        way = _Way(browser, port, wait, paste=paste, redirect=redirect)
        answer, redirect = way.walk(context, desk)
    else:
        context.console.say(_("This application needs no consent: its secret is enough."))
        answer = {}
    asyncio.run(_finish(context, desk, answer, redirect))
    return _told(context, desk)


@app.command("status", help=_("how long tokens and consent last"))
def status(
    ctx: typer.Context,
    shop: Annotated[
        list[str] | None, typer.Argument(metavar="[SHOP]...", help=_("a shop of ocopctl.yaml"))
    ] = None,
    check: Annotated[bool, typer.Option("--check", help=_("ask the shop too"))] = False,
) -> int:
    """Show every shop's tokens; 4 when something is missing or has ended."""
    from ocopctl.cli import standing

    context = context_of(ctx)
    workspace, _patterns = opened(context, None, None)
    rows = standing.look(workspace, shop or (), _clock(), check=check)
    standing.show(context.console, rows)
    return max((row.status for row in rows), default=0)


@app.command("refresh", help=_("get a new access token now"))
def refresh(ctx: typer.Context, shop: Shop) -> int:
    """Refresh once, under the lock; what a login could not ask the shop is asked too."""
    from ocopctl.consent import desk as desks

    context = context_of(ctx)
    workspace, account = _shop_of(context, shop)
    if account.in_process:
        return _practice(context, shop)
    desk = _desk(workspace, account)

    async def work() -> None:
        await desks.refresh(desk)
        await desks.ask_shop(desk)

    asyncio.run(work())
    return _told(context, desk)


@app.command("logout", help=_("forget the tokens of a shop"))
def logout(ctx: typer.Context, shop: Shop, yes: Yes = False) -> int:
    """Remove the tokens from this machine, after a question."""
    context = context_of(ctx)
    console = context.console
    workspace, account = _shop_of(context, shop)
    if account.in_process:
        return _practice(context, shop)
    question = _("Forget the tokens of “{shop}”? [y/N]", shop=shop)
    if not yes and not console.confirm(question):
        console.say(_("Nothing was done; add --yes to forget them without a question."))
        return 0
    there, left = asyncio.run(_forget(workspace, account))
    console.record("logout", shop=shop, removed=there)
    console.say(_("The tokens are gone.") if there else _("There were no tokens."))
    console.say(_("The consent itself is withdrawn on the marketplace's page for sellers."), "dim")
    if left:
        console.say(
            _("The credentials still carry a pair: delete access_token and refresh_token there."),
            "warn",
        )
    return 0


class _Way:
    """The way to a consent's answer: caught on loopback, or pasted."""

    def __init__(
        self, browser: bool, port: int, wait: float, *, paste: bool, redirect: str
    ) -> None:
        self._browser = browser
        self._port = port
        self._wait = wait
        self._paste = paste
        self._redirect = redirect

    def walk(self, context: Context, desk: Desk) -> tuple[dict[str, str], str]:
        """Return what came back, and the redirect that it came by."""
        import secrets

        from ocopctl.consent.catch import catching

        state = secrets.token_urlsafe(24)
        local = self._local(desk)
        if self._paste or local is None:
            redirect = self._redirect or f"http://127.0.0.1:{self._port or PORT}{_PATH}"
            self._ask(context, desk, redirect, state, listening=False)
            return self._pasted(context, state), redirect
        with catching(*local, state) as catcher:
            redirect = self._redirect or catcher.url
            self._ask(context, desk, redirect, state, listening=True)
            context.console.say(_("Waiting for the browser to come back…"), "dim")
            context.console.people.flush()
            return catcher.wait(self._wait), redirect

    def _local(self, desk: Desk) -> tuple[int, str] | None:
        """Return port and path to listen on, None when the browser goes elsewhere."""
        from ocopctl.shops import on_this_machine

        if not self._redirect:
            if desk.kind.loopback or on_this_machine(desk.hosts.auth):
                return self._port, _PATH
            raise UsageError(
                _("this marketplace sends browsers only to the domain of the application"),
                hint=_("name an address there: --redirect https://…, and paste what comes back"),
            )
        parts = urlsplit(self._redirect)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise UsageError(
                _("the redirect is no address"),
                hint=_("write it from the beginning, as it is registered for the application"),
            )
        inside = parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost"}
        return (parts.port or 80, parts.path or "/") if inside else None

    def _ask(
        self, context: Context, desk: Desk, redirect: str, state: str, *, listening: bool
    ) -> None:
        """Show the page to open, and open it when that was asked for."""
        import webbrowser

        console = context.console
        url = desk.kind.consent_url(
            desk.written, desk.hosts, redirect=redirect, state=state, now=desk.clock.wall()
        )
        console.record("consent", shop=desk.account.target.name, url=url, redirect=redirect)
        console.say(_("Open this page as the shop's owner and agree:"), "bold")
        console.insist(url)
        console.say(_way_back(url, redirect, listening=listening), "dim")
        if self._browser and not webbrowser.open(url):
            console.say(_("No browser could be opened: copy the address."), "warn")

    def _pasted(self, context: Context, state: str) -> dict[str, str]:
        from ocopctl.consent.answer import check_answer, read_pasted

        console = context.console
        console.say(_("The page at the end may say that it cannot be reached: that is right."))
        console.insist(_("Paste its whole address here:"))
        console.people.flush()
        answer = read_pasted(sys.stdin.readline())
        check_answer(answer, state)
        return answer


def _way_back(url: str, redirect: str, *, listening: bool) -> str:
    """Say where a consent page leads back to: a link that names no redirect promises nothing."""
    if any(value.startswith(redirect) for _name, value in parse_qsl(urlsplit(url).query)):
        return _(
            "It leads back to {redirect}, as registered for the application.", redirect=redirect
        )
    if listening:
        return _(
            "It leads back to the address registered at the marketplace: that must be {redirect}.",
            redirect=redirect,
        )
    return _("It leads back to the address registered at the marketplace.")


async def _finish(context: Context, desk: Desk, answer: dict[str, str], redirect: str) -> None:
    from ocopctl.consent.desk import ask_shop, redeem

    await redeem(desk, answer, redirect)
    try:
        await ask_shop(desk)
    except OcopctlError:
        context.console.say(_("The tokens are kept, but the shop did not say who it is."), "warn")
        context.console.say(
            _("Try again: ocopctl auth refresh {shop}", shop=desk.account.target.name)
        )
        raise


async def _forget(workspace: Workspace, account: Account) -> tuple[bool, bool]:
    """Remove the tokens under their lock; tell whether any were there, and whether some remain."""
    from ocopctl.shops import token_file, written_credentials

    try:
        written = written_credentials(workspace, account)
    except OcopctlError:
        written = {}
    store = token_file(workspace, account, written)
    async with store.lock():
        return store.forget(), store.load() is not None


def _told(context: Context, desk: Desk) -> int:
    """Say who is logged in now and for how long."""
    from ocopctl.cli import standing

    row = standing.row_of(desk)
    name = desk.account.target.name
    seller = row.seller or name
    context.console.say(_("“{shop}” is open: {seller}", shop=name, seller=seller), "good")
    standing.show(context.console, [row])
    return row.status


def _practice(context: Context, shop: str) -> int:
    context.console.record("account", shop=shop, state="practice")
    context.console.say(_("“{shop}” is a practice shop: it needs no consent.", shop=shop))
    context.console.say(
        _("To walk the real way, serve the practice market: ocopctl sandbox serve"), "dim"
    )
    return 0


def _shop_of(context: Context, shop: str) -> tuple[Workspace, Account]:
    from ocopctl.shops import accounts

    workspace, _patterns = opened(context, None, None)
    [account] = accounts(workspace, [shop])
    return workspace, account


def _desk(workspace: Workspace, account: Account) -> Desk:
    from ocopctl.consent.desk import desk_of

    return desk_of(workspace, account, _clock())


def _clock() -> Clock:
    from ocopctl.transport.clock import SystemClock

    return SystemClock()
