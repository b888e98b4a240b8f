"""What the models say of their fields: annotations, and which fields must be there."""

from __future__ import annotations

from typing import Any, Literal, get_args, get_origin, get_type_hints

from ocopctl.catalog.model import Part


def hints(model: type[Part]) -> dict[str, Any]:
    """Return the annotations of a model's fields, with their bounds."""
    found = get_type_hints(model, include_extras=True)
    return {name: found[name] for name in model.model_fields}


def required_fields(model: type[Part]) -> dict[str, Any]:
    """Return a schema that asks for the required fields of a model and of the models inside it.

    It stands apart from the schema of the fields themselves: where a file has `defaults`, a
    product may leave out what they say.
    """
    required = [name for name, field in model.model_fields.items() if field.is_required()]
    inside = {name: _inside(annotation) for name, annotation in hints(model).items()}
    found: dict[str, Any] = {"required": required} if required else {}
    if properties := {name: one for name, one in inside.items() if one}:
        found["properties"] = properties
    return found


def _inside(annotation: Any) -> dict[str, Any]:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is None:
        is_part = isinstance(annotation, type) and issubclass(annotation, Part)
        return required_fields(annotation) if is_part else {}
    if origin is dict:
        if get_origin(inner[0]) is Literal:
            return {"required": ["vi"]}
        found = _inside(inner[1])
        return {"additionalProperties": found} if found else {}
    found = _inside(inner[0])
    return {"items": found} if origin is tuple and found else found
