"""The practice Tiki: the seller integration API, stateful, from the official reference."""

from ocopctl.sandbox.tiki.emulator import Tiki

# not modelled: webhooks, their credentials and event queues (a command-line tool polls instead)
# not modelled: the old header with a static key a seller (meant to end in 2020)
# not modelled: orders and stock reserved by them; reserved is always 0 (no buyers here)
# not modelled: the state drafted (test environments before 2020) and locked requests (no path)
# not modelled: what people see in papers, pictures and descriptions (titles alone have rules)
# not modelled: which papers a category or brand needs, brands by name, hidden products (no path)
# not modelled: limits of number and size of pictures, of descriptions and stock (not published)
# not modelled: stock that lies in Tiki's own warehouses; instock goods have none (not the seller's)
# not modelled: sellers abroad and their categories; isCrossBorder finds nothing (not for villages)
# not modelled: a consent page and its refusal by a seller who is active (it agrees at once)
# not modelled: revoked links, ends of refresh tokens and id_token (nothing published)
# not modelled: rate headers and the older limits by minute (one second-hand source)
# not modelled: the sandbox host (no proof since 2020)
# not modelled: the spelling md_waiting_approve (seen in a guide's prose alone)
# not modelled: translated category names beyond v1, category fees, product deletion (no path)

__all__ = ["Tiki"]
