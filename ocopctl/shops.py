"""The one place where a shop becomes a working adapter: credentials, client, practice, network."""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from ocopctl.adapters.base import Connection, Hosts, first_tokens
from ocopctl.adapters.registry import SHIPPED, folder_of
from ocopctl.adapters.registry import load as load_adapter
from ocopctl.credentials import endpoint_of
from ocopctl.credentials import read as read_credentials
from ocopctl.errors import ConfigError, CredentialsError, UsageError
from ocopctl.language import _
from ocopctl.publishing.lane import Shop
from ocopctl.publishing.listing import Target
from ocopctl.publishing.told import Told
from ocopctl.rules.packs import SHIPPED as SHIPPED_RULES
from ocopctl.rules.packs import pack
from ocopctl.rules.words import word_rules
from ocopctl.workspace import PRACTICE_MEDIA

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence
    from pathlib import Path

    import httpx

    from ocopctl.adapters.base import Adapter
    from ocopctl.sandbox.practice import PracticeMarket
    from ocopctl.transport.client import Client
    from ocopctl.transport.clock import Clock
    from ocopctl.transport.halt import Halt
    from ocopctl.transport.link import Link
    from ocopctl.transport.quota import Quota
    from ocopctl.transport.tokens import FileTokens, TokenStore
    from ocopctl.workspace import ShopSettings, Workspace

PRACTICE_FILE = "practice.db"
ALLOWANCES = "allowance"


@dataclass(frozen=True, slots=True)
class Account:
    """A shop of the workspace before anything is connected.

    `key` names it in the journal, practice and live apart. The adapter's class alone translates:
    planning needs neither credentials nor a network.
    """

    key: str
    target: Target
    settings: ShopSettings
    adapter: type[Adapter]
    endpoint: str

    @property
    def in_process(self) -> bool:
        """Tell whether the shop is one of the practice market inside this process."""
        return self.settings.mode == "practice" and not self.endpoint


@dataclass(frozen=True, slots=True)
class Access:
    """What opens a shop: its credentials, where it answers, and its tokens."""

    credentials: Mapping[str, str] = field(repr=False)
    hosts: Hosts
    store: TokenStore


def accounts(workspace: Workspace, names: Sequence[str] = ()) -> list[Account]:
    """Return the workspace's shops, or those named. Raises UsageError for an unknown name."""
    known = workspace.settings.shops
    if unknown := [name for name in names if name not in known]:
        raise UsageError(
            _("there is no shop “{name}” in this workspace", name=unknown[0]),
            hint=_("shops are: {names}", names=", ".join(known)),
        )
    return [_account(workspace, name) for name in known if not names or name in names]


def _account(workspace: Workspace, name: str) -> Account:
    settings = workspace.settings.shops[name]
    adapter = load_adapter(settings.marketplace)
    endpoint = settings.endpoint or endpoint_of(settings.credentials, workspace.root)
    _must_fit(name, settings, adapter, endpoint)
    live = settings.mode == "live" and not on_this_machine(endpoint)
    rules = folder_of(adapter, "rules") or SHIPPED_RULES
    templates = (workspace.folder("templates"), folder_of(adapter, "templates"))
    target = Target(
        name=name,
        marketplace=settings.marketplace,
        live=live,
        pack=pack(settings.marketplace, workspace.folder("rules"), shipped=rules),
        media_url=workspace.settings.media_url or ("" if live else PRACTICE_MEDIA),
        media_root=workspace.root,
        templates=tuple(folder for folder in templates if folder),
        words=word_rules(workspace.folder("rules")),
    )
    key = f"{settings.mode}:{name}" + (f"@{endpoint}" if endpoint else "")
    return Account(key, target, settings, adapter, endpoint)


def _must_fit(name: str, settings: ShopSettings, adapter: type[Adapter], endpoint: str) -> None:
    """Refuse an address that is none, and the real marketplace for a shop in practice."""
    if not endpoint:
        return
    if not _host(endpoint):
        raise ConfigError(
            _("the shop “{name}” has an endpoint that is no address", name=name),
            hint=_("write it from the beginning, such as http://127.0.0.1:8781"),
        )
    if settings.mode == "practice" and _host(endpoint) == _host(adapter.hosts.api):
        raise ConfigError(
            _("the shop “{name}” is in practice, and its endpoint is the real one", name=name),
            hint=_("delete the endpoint, or write mode: live when it shall sell for real"),
        )


def _host(url: str) -> str:
    """Return the host of a web address in small letters, empty for others and for logins in one."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return ""
    web = parts.scheme in {"http", "https"}
    return host if web and "@" not in parts.netloc else ""


def on_this_machine(endpoint: str) -> bool:
    """Tell whether an address is a market served on loopback."""
    host = _host(endpoint)
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def told_by(workspace: Workspace, account: Account) -> Told:
    """Return what a shop told about its categories within a day."""
    return Told(workspace.state / "told" / quote(account.key, safe=""))


def practice_market(workspace: Workspace) -> PracticeMarket:
    """Open the practice market of a workspace."""
    from ocopctl.sandbox.media import Media  # noqa: PLC0415 - live shops do not load it
    from ocopctl.sandbox.practice import PracticeMarket  # noqa: PLC0415 - live shops do not load it

    workspace.state.mkdir(parents=True, exist_ok=True)
    return PracticeMarket(
        workspace.state / PRACTICE_FILE,
        media=Media((workspace.settings.media_url or PRACTICE_MEDIA,), workspace.media_roots),
    )


@asynccontextmanager
async def connected(
    workspace: Workspace,
    chosen: Sequence[Account],
    *,
    shut: dict[str, CredentialsError] | None = None,
    link: Link | None = None,
    halt: Halt | None = None,
) -> AsyncIterator[list[Shop]]:
    """Connect shops: one client each, closed at the end, over the one `link` of the run.

    Once `halt` is asked for, no call begins and every wait of the shops' clocks ends. A shop whose
    credentials cannot be used is noted in `shut` by its key and left out; without `shut` its error
    is raised.
    """
    from ocopctl.transport.clock import SystemClock  # noqa: PLC0415 - planning does not load it
    from ocopctl.transport.link import Link  # noqa: PLC0415 - planning does not load it

    link = link or Link(SystemClock())
    async with AsyncExitStack() as stack:
        market = practice_market(workspace) if any(a.in_process for a in chosen) else None
        if market is not None:
            stack.callback(market.close)
        shops = []
        for account in chosen:
            inside = market if account.in_process else None
            try:
                http, shop = _connect(workspace, account, inside, link, halt)
            except CredentialsError as error:
                if shut is None:
                    raise
                shut[account.key] = error
                continue
            await stack.enter_async_context(http)
            shops.append(shop)
        yield shops


def _connect(
    workspace: Workspace,
    account: Account,
    market: PracticeMarket | None,
    link: Link,
    halt: Halt | None,
) -> tuple[httpx.AsyncClient, Shop]:
    """Build the client of one shop and the adapter that works through it."""
    from ocopctl.transport.clock import SystemClock  # noqa: PLC0415 - planning does not load it
    from ocopctl.transport.halt import HaltingClock  # noqa: PLC0415 - planning does not load it

    clock: Clock = market.clock if market else SystemClock()
    if halt is not None:
        clock = HaltingClock(clock, halt)
    access = _inside(workspace, account, market) if market else _outside(workspace, account)
    quota = quota_of(workspace, account, clock)
    http, client = open_client(account, access, clock, market, quota=quota, link=link, halt=halt)
    told = told_by(workspace, account)
    adapter = account.adapter(Connection(client, access.credentials, told))
    rules = account.target.pack
    shop = Shop(
        account.key, account.target.name, adapter, clock, rules.settle, told, rules.pictures
    )
    return http, shop


def open_client(
    account: Account,
    access: Access,
    clock: Clock,
    market: PracticeMarket | None = None,
    *,
    quota: Quota | None = None,
    link: Link | None = None,
    halt: Halt | None = None,
) -> tuple[httpx.AsyncClient, Client]:
    """Build what sends a shop's requests, and the connections below it, to be closed by the caller.

    Raises CredentialsError for keys that the adapter cannot use.
    """
    import httpx  # noqa: PLC0415 - planning does not load it

    from ocopctl.transport.client import Client  # noqa: PLC0415
    from ocopctl.transport.pacing import Pacing  # noqa: PLC0415
    from ocopctl.transport.wire import LIMITS, TIMEOUT  # noqa: PLC0415

    kind = account.adapter
    inside = httpx.ASGITransport(market.app(account.settings.marketplace)) if market else None
    http = httpx.AsyncClient(
        base_url=access.hosts.api,
        auth=kind.authenticator(access.credentials, access.hosts, access.store, clock),
        transport=inside,
        timeout=TIMEOUT,
        limits=LIMITS,
    )
    pacing = Pacing(account.target.pack.pace, clock)
    name = account.target.name
    client = Client(http, kind.judge, pacing, clock, shop=name, quota=quota, link=link, halt=halt)
    return http, client


def quota_of(workspace: Workspace, account: Account, clock: Clock) -> Quota:
    """Return a shop's allowances by hour and day, as this and earlier runs know them."""
    from ocopctl.transport.quota import Quota  # noqa: PLC0415 - planning does not load it

    rules = account.target.pack
    path = allowance_file(workspace, account)
    return Quota(clock, pace=rules.pace, day=rules.day, path=path, zone=workspace.zone)


def allowance_file(workspace: Workspace, account: Account) -> Path:
    """Return where a shop's allowances by hour and day are kept."""
    return workspace.state / ALLOWANCES / f"{quote(account.key, safe='')}.json"


def _inside(workspace: Workspace, account: Account, market: PracticeMarket) -> Access:
    from ocopctl.transport.tokens import MemoryTokens  # noqa: PLC0415 - planning does not load it

    if account.settings.marketplace not in SHIPPED:
        raise ConfigError(
            _(
                "the practice market has no “{market}”, where the shop “{name}” is to practise",
                market=account.settings.marketplace,
                name=account.target.name,
            ),
            hint=_("write endpoint: with the address of a market that its plug-in serves"),
        )
    # A file that is named and not there is a slip: practising elsewhere would hide it.
    if account.settings.credentials.startswith("file:"):
        read_credentials(account.settings.credentials, (), workspace.root)
    credentials = market.credentials(account.settings.marketplace, account.target.name)
    real = account.adapter.hosts
    hosts = Hosts(*(_practice_host(url, account) for url in (real.api, real.auth)))
    return Access(credentials, hosts, MemoryTokens(first_tokens(credentials)))


def _outside(workspace: Workspace, account: Account) -> Access:
    """Lay what the consent told under the written credentials, and ask for nothing to be missing.

    Raises CredentialsError that says how the rest is had.
    """
    shop, written = account.target.name, written_credentials(workspace, account)
    store = token_file(workspace, account, written)
    learnt, fields = store.learnt(), account.adapter.credential_fields
    credentials = {**{name: learnt[name] for name in fields if name in learnt}, **written}
    if missing := [name for name in fields if not credentials.get(name)]:
        raise CredentialsError(
            _("these credentials are missing: {names}", names=", ".join(missing)),
            place=account.settings.credentials,
            hint=_("the owner's consent tells them: ocopctl auth login {shop}", shop=shop),
        )
    return Access(credentials, hosts_of(account, written), store)


def written_credentials(workspace: Workspace, account: Account) -> dict[str, str]:
    """Read the credentials that a shop's settings name; what its consent tells may be missing.

    Raises CredentialsError when they name none, or something else is missing.
    """
    if not account.settings.credentials:
        raise CredentialsError(
            _("the shop “{name}” names no credentials", name=account.target.name),
            hint=_("add credentials: env:PREFIX or file:PATH to it in ocopctl.yaml"),
        )
    kind = account.adapter
    return read_credentials(
        account.settings.credentials,
        [name for name in kind.credential_fields if name not in kind.learnt_fields],
        workspace.root,
        optional=(*kind.learnt_fields, *kind.optional_fields),
    )


def token_file(
    workspace: Workspace, account: Account, credentials: Mapping[str, str]
) -> FileTokens:
    """Return where a shop's tokens are kept; those of its credentials serve until there are any."""
    from ocopctl.transport.tokens import FileTokens  # noqa: PLC0415 - planning does not load it

    folder = workspace.state / "tokens"
    return FileTokens(folder / f"{quote(account.key, safe='')}.json", first_tokens(credentials))


def hosts_of(account: Account, credentials: Mapping[str, str]) -> Hosts:
    """Return where a shop outside this process answers: its own address, or the real one."""
    real = account.adapter.hosts
    auth = account.settings.auth_endpoint or credentials.get("auth_endpoint")
    return Hosts(account.endpoint or real.api, auth or account.endpoint or real.auth)


def _practice_host(url: str, account: Account) -> str:
    """Keep the path of a real base (`/rest`); its host becomes one that no network knows."""
    path = url.split("://", 1)[1].partition("/")[2]
    return f"http://{account.settings.marketplace}.practice.invalid" + (f"/{path}" if path else "")
