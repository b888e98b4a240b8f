"""What a product file can say, as frozen models. Units: whole dong, grams, centimetres.

The loader types every scalar from its raw text by the annotation it finds here, so
`sku: 00123` stays `00123` and `price: 120.000` is 120,000 dong.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Dong = Annotated[int, Field(ge=0, json_schema_extra={"unit": "VND"})]
Grams = Annotated[int, Field(gt=0, json_schema_extra={"unit": "g"})]
Centimetres = Annotated[int, Field(gt=0, json_schema_extra={"unit": "cm"})]
Count = Annotated[int, Field(ge=0)]
Percent = Annotated[str, Field(pattern=r"^\d{1,3}([.,]\d+)?$")]
Text = Annotated[str, Field(min_length=1)]
Code = Annotated[str, Field(min_length=1, max_length=50, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
MonthDay = Annotated[str, Field(pattern=r"^\d{2}-\d{2}$")]
Localised = dict[Literal["vi", "en", "fr"], str]


class Group(StrEnum):
    """The six OCOP groups (Decision 148/QĐ-TTg, 24 February 2023)."""

    FOOD = "thuc_pham"
    DRINKS = "do_uong"
    HERBAL = "duoc_lieu"
    CRAFTS = "thu_cong"
    ORNAMENTALS = "sinh_vat_canh"
    TOURISM = "du_lich"


class State(StrEnum):
    """Whether a product is for sale: shown, hidden for a while, or gone for good."""

    ACTIVE = "active"
    PAUSED = "paused"
    RETIRED = "retired"


class Part(BaseModel):
    """A frozen piece of a product file; unknown keys are refused by the loader."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Address(Part):
    """Where a producer is: the two levels in force since 1 July 2025, and the name before."""

    detail: str = ""
    commune: Text
    commune_code: str = ""
    province: Text
    province_code: str = ""
    old: str = ""


class Household(Part):
    """One household behind a product and its share of the money, in percent as text."""

    name: Text
    share_percent: Percent


class Producer(Part):
    """Who makes the goods and answers for them on the label."""

    name: Text
    kind: Literal["household", "cooperative", "cooperative_group", "company"] = "household"
    tax_code: str = ""
    phone: str = ""
    address: Address
    households: tuple[Household, ...] = ()


class Certificate(Part):
    """An OCOP certificate as printed: 3 to 5 stars, good for 36 months from its date."""

    stars: Annotated[int, Field(ge=3, le=5)]
    certificate_no: Text
    decision_date: date
    issued_by: Text
    potential_five_star: bool = False


class Paper(Part):
    """A paper that goes with goods: food safety, self-declaration, HACCP and the like."""

    type: Text
    number: Text
    issued: date | None = None
    valid_until: date | None = None
    issued_by: str = ""


class Batch(Part):
    """One batch of goods, as recalls name it."""

    code: Text
    produced: date | None = None
    expires: date | None = None
    quantity: Count | None = None


class Package(Part):
    """The parcel as it is sent: grams and centimetres."""

    weight_g: Grams
    length_cm: Centimetres
    width_cm: Centimetres
    height_cm: Centimetres
    fragile: bool = False
    cold: bool = False
    bulky: bool = False


class Net(Part):
    """How much is in it: a quantity as written, its unit, and what one should know beside."""

    quantity: Annotated[str, Field(pattern=r"^\d+([.,]\d+)?$")]
    unit: Text
    detail: str = ""


class Indication(Part):
    """A registered geographical indication and whether this seller may use it."""

    name: Text
    right_to_use: bool


class Season(Part):
    """When there are goods, and how many days an order takes (lead time)."""

    months: tuple[Annotated[int, Field(ge=1, le=12)], ...] = ()
    peak: str = ""
    harvest: str = ""
    start: MonthDay | None = None
    end: MonthDay | None = None
    preorder_from: MonthDay | None = None
    daily_cap: Count | None = None
    lead_days: Annotated[int, Field(ge=0, le=30)] = 2
    deliver_within_hours: Annotated[int, Field(gt=0)] | None = None
    area: str = ""


class Axis(Part):
    """One way in which variants differ: a name and its values in the order buyers see."""

    name: Text
    values: Annotated[tuple[Text, ...], Field(min_length=1)]


class Variant(Part):
    """One sellable form: its own SKU, price and stock; `options` maps axis name to value."""

    sku: Code
    options: dict[str, str] = {}
    price: Dong
    compare_at: Dong | None = None
    cost: Dong | None = None
    stock: Count
    gtin: str = ""
    image: str = ""
    weight_g: Grams | None = None


class Override(Part):
    """What differs for one shop or one marketplace."""

    category_id: str = ""
    title: str = ""
    attributes: dict[str, str] = {}
    price: Dong | None = None
    stock: Count | None = None
    skip: bool = False


class Product(Part):
    """One thing for sale, as told once for every shop.

    Either `variants` is filled, or the product carries `price` and `stock` itself.
    """

    sku: Code
    name: Localised
    group: Group
    kind: Text
    brand: str = ""
    story: Localised = {}
    facts: tuple[Text, ...] = ()
    material: str = ""
    ingredients: str = ""
    allergens: tuple[Text, ...] = ()
    usage: str = ""
    storage: str = ""
    warnings: tuple[Text, ...] = ()
    shelf_life_days: Annotated[int, Field(gt=0)] | None = None
    net: Net | None = None
    origin: str = "Việt Nam"
    producer: Producer
    ocop: Certificate | None = None
    geographical_indication: Indication | None = None
    papers: tuple[Paper, ...] = ()
    batches: tuple[Batch, ...] = ()
    package: Package
    options: Annotated[tuple[Axis, ...], Field(max_length=2)] = ()
    variants: tuple[Variant, ...] = ()
    price: Dong | None = None
    compare_at: Dong | None = None
    cost: Dong | None = None
    stock: Count | None = None
    gtin: str = ""
    price_range: tuple[Dong, Dong] | None = None
    season: Season = Season()
    images: Annotated[tuple[Text, ...], Field(min_length=1)]
    tags: tuple[Text, ...] = ()
    state: State = State.ACTIVE
    shops: dict[str, Override] = {}

    def forms(self) -> tuple[Variant, ...]:
        """Return the variants; a product without any is its own single form."""
        if self.variants:
            return self.variants
        return (
            Variant(
                sku=self.sku,
                price=self.price or 0,
                compare_at=self.compare_at,
                cost=self.cost,
                stock=self.stock or 0,
                gtin=self.gtin,
            ),
        )
