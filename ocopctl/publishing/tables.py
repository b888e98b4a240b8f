"""The tables of the workspace's records. Times are seconds since 1970; `shop` is a journal key.

`entries` is append-only. `listings` and `pictures` hold what the outcomes add up to. `outbox` holds
approved actions that could not be sent, and those that a guard holds. `recalls` holds recalls,
ended ones too. `choices` is what people decided about hand edits, a row a field of a listing.
"""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Float, Integer, MetaData, String, Table

META = MetaData()

entries = Table(
    "entries",
    META,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("at", Float, nullable=False),
    Column("run", String, nullable=False),
    Column("shop", String, nullable=False, index=True),
    Column("sku", String, nullable=False),
    Column("action", String, nullable=False),
    Column("phase", String, nullable=False),
    Column("intent", Integer),
    Column("digest", String, nullable=False),
    Column("key", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("detail", JSON, nullable=False),
)
listings = Table(
    "listings",
    META,
    Column("shop", String, primary_key=True),
    Column("sku", String, primary_key=True),
    Column("body", JSON, nullable=False),
)
pictures = Table(
    "pictures",
    META,
    Column("shop", String, primary_key=True),
    Column("sha256", String, primary_key=True),
    Column("reference", String, nullable=False),
)
outbox = Table(
    "outbox",
    META,
    Column("shop", String, primary_key=True),
    Column("sku", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("held", Boolean, primary_key=True),
    Column("action", JSON, nullable=False),
    Column("state", String, nullable=False),
    Column("why", JSON, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("first_at", Float, nullable=False),
    Column("last_at", Float, nullable=False),
    Column("next_at", Float, nullable=False),
)
recalls = Table(
    "recalls",
    META,
    Column("id", String, primary_key=True),
    Column("sku", String, nullable=False, index=True),
    Column("standing", Boolean, nullable=False),
    Column("body", JSON, nullable=False),
)
choices = Table(
    "choices",
    META,
    Column("shop", String, primary_key=True),
    Column("sku", String, primary_key=True),
    Column("field", String, primary_key=True),
    Column("choice", String, nullable=False),
    Column("theirs", JSON, nullable=False),
    Column("ours", JSON, nullable=False),
    Column("at", Float, nullable=False),
)
