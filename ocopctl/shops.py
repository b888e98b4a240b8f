"""The one place where a shop becomes a working adapter: credentials, client, practice, network."""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from ocopctl.adapters.base import Connection, Hosts, first_tokens
from ocopctl.adapters.registry import load as load_adapter
from ocopctl.credentials import endpoint_of
from ocopctl.credentials import read as read_credentials
from ocopctl.errors import ConfigError, CredentialsError, UsageError
from ocopctl.language import _
from ocopctl.publishing.lane import Shop
from ocopctl.publishing.listing import Target
from ocopctl.rules.packs import pack
from ocopctl.workspace import PRACTICE_MEDIA

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    import httpx

    from ocopctl.adapters.base import Adapter
    from ocopctl.sandbox.practice import PracticeMarket
    from ocopctl.transport.clock import Clock
    from ocopctl.transport.tokens import TokenStore
    from ocopctl.workspace import ShopSettings, Workspace

PRACTICE_FILE = "practice.db"


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
    live = settings.mode == "live" and not _on_this_machine(endpoint)
    target = Target(
        name=name,
        marketplace=settings.marketplace,
        live=live,
        pack=pack(settings.marketplace, workspace.folder("rules")),
        media_url=workspace.settings.media_url or ("" if live else PRACTICE_MEDIA),
        media_root=workspace.root,
        templates=workspace.folder("templates"),
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
    """Return the host of a web address in small letters, empty when it is no such address."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return ""
    return host if parts.scheme in {"http", "https"} else ""


def _on_this_machine(endpoint: str) -> bool:
    """Tell whether an address is a market served on loopback."""
    host = _host(endpoint)
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


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
async def connected(workspace: Workspace, chosen: Sequence[Account]) -> AsyncIterator[list[Shop]]:
    """Connect shops: one client each, closed at the end."""
    async with AsyncExitStack() as stack:
        market = None
        if any(account.in_process for account in chosen):
            market = practice_market(workspace)
            stack.callback(market.close)
        shops = []
        for account in chosen:
            inside = market if account.in_process else None
            http, shop = _connect(workspace, account, inside)
            await stack.enter_async_context(http)
            shops.append(shop)
        yield shops


def _connect(
    workspace: Workspace, account: Account, market: PracticeMarket | None
) -> tuple[httpx.AsyncClient, Shop]:
    """Build the client of one shop and the adapter that works through it."""
    import httpx  # noqa: PLC0415 - planning does not load it

    from ocopctl.transport.client import LIMITS, TIMEOUT, Client  # noqa: PLC0415
    from ocopctl.transport.clock import SystemClock  # noqa: PLC0415
    from ocopctl.transport.pacing import Pacing  # noqa: PLC0415

    kind = account.adapter
    marketplace = account.settings.marketplace
    clock: Clock = market.clock if market else SystemClock()
    credentials = _credentials(workspace, account, market)
    hosts = _hosts(account, credentials, inside=market is not None)
    store = _tokens(workspace, account, credentials, inside=market is not None)
    http = httpx.AsyncClient(
        base_url=hosts.api,
        auth=kind.authenticator(credentials, hosts, store, clock),
        transport=httpx.ASGITransport(market.app(marketplace)) if market else None,
        timeout=TIMEOUT,
        limits=LIMITS,
    )
    pacing = Pacing(account.target.pack.pace, clock)
    client = Client(http, kind.judge, pacing, clock, shop=account.target.name)
    adapter = kind(Connection(client, credentials))
    settle = account.target.pack.settle
    return http, Shop(account.key, account.target.name, adapter, clock, settle)


def _credentials(
    workspace: Workspace, account: Account, market: PracticeMarket | None
) -> dict[str, str]:
    if market is not None:
        # A file that is named and not there is a slip: practising elsewhere would hide it.
        if account.settings.credentials.startswith("file:"):
            read_credentials(account.settings.credentials, (), workspace.root)
        return market.credentials(account.settings.marketplace, account.target.name)
    if not account.settings.credentials:
        raise CredentialsError(
            _("the shop “{name}” names no credentials", name=account.target.name),
            hint=_("add credentials: env:PREFIX or file:PATH to it in ocopctl.yaml"),
        )
    return read_credentials(
        account.settings.credentials,
        account.adapter.credential_fields,
        workspace.root,
        optional=account.adapter.optional_fields,
    )


def _hosts(account: Account, credentials: Mapping[str, str], *, inside: bool) -> Hosts:
    """Choose the addresses: the practice market's, the workspace's own, or the real ones."""
    real = account.adapter.hosts
    if inside:
        return Hosts(*(_practice_host(url, account) for url in (real.api, real.auth)))
    auth = account.settings.auth_endpoint or credentials.get("auth_endpoint")
    return Hosts(account.endpoint or real.api, auth or account.endpoint or real.auth)


def _practice_host(url: str, account: Account) -> str:
    """Keep the path of a real base (`/rest`); its host becomes one that no network knows."""
    path = url.split("://", 1)[1].partition("/")[2]
    return f"http://{account.settings.marketplace}.practice.invalid" + (f"/{path}" if path else "")


def _tokens(
    workspace: Workspace, account: Account, credentials: Mapping[str, str], *, inside: bool
) -> TokenStore:
    from ocopctl.transport.tokens import FileTokens, MemoryTokens  # noqa: PLC0415

    first = first_tokens(credentials)
    if inside:
        return MemoryTokens(first)
    folder = workspace.state / "tokens"
    return FileTokens(folder / f"{quote(account.key, safe='')}.json", first)
