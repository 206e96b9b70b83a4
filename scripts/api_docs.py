"""Writes docs/api.md from the description that the backend gives of itself: `make api-docs`. With ``--check`` it only compares."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from lookhear.backend.app import create_app
from lookhear.backend.settings import Settings
from lookhear.bootstrap import Machine

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE: Final = Path(__file__).parents[1] / "docs" / "api.md"
HUGE: Final = 10**9  # a bound that only keeps numbers within what a column holds
METHODS: Final = ("get", "put", "post", "patch", "delete")
MODEL: Final = "#/components/schemas/"
RESPONSES: Final = "#/components/responses/"
WHO: Final = {"apiKey": "API key", "clientToken": "client token", "ingestGrant": "ingest grant"}
HEAD: Final = """\
# The API of the backend

This page is made by `make api-docs` from `/openapi.json`, which every backend gives to anybody who asks. A test keeps them in step.
[The quickstart](backend-quickstart.md) shows how it is used; [backend.md](backend.md) tells what stands behind it.

Every answer in JSON is an envelope: `{"success": true, "status": "done", "message": "", "data": …}`, or for what is refused
`{"success": false, "message": "a sentence", "error_code": "A_CODE"}`. *Answer* below is what `data` holds. Paths mean the same with
doubled slashes and with one at their end. Unknown fields of a body are ignored; null means the same as leaving a field out. Who asks
is said by the header `x-access-token`. Answers that may take long have `"status": "processing"` and an `output_url` to ask instead.

In types, `?` may be null and `~` may be missing; a field of a body that must be there is **bold**; what a value may be stands behind it.
"""


def main() -> int:
    """Write the page or compare it; gives the exit code."""
    page = "\n".join(lines_of(asyncio.run(description()))) + "\n"
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(page, "utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text("utf-8") == page:
        return 0
    print("docs/api.md is not what the backend says of itself: run `make api-docs`.", file=sys.stderr)
    return 1


async def description() -> dict[str, Any]:
    """The OpenAPI document of a backend that serves nothing."""
    with tempfile.TemporaryDirectory(prefix="lookhear-api-") as folder:
        async with Machine({}).backend(Settings(data_dir=Path(folder), api_key="sk-nobody-asks-this-one")) as services:
            return create_app(services).openapi()


def lines_of(document: dict[str, Any]) -> Iterator[str]:
    """The page, line by line."""
    schemas: dict[str, Any] = document["components"]["schemas"]
    yield HEAD
    yield "## Statuses of refusals\n\n| status | meaning |\n|---|---|"
    for name, response in document["components"]["responses"].items():
        yield f"| {name.removeprefix('Refused')} | {response['description']} |"
    tags: dict[str, list[tuple[str, str, dict[str, Any]]]] = {}
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                tags.setdefault(item[method]["tags"][0], []).append((method, path, item[method]))
    for tag, operations in tags.items():
        yield f"\n## {tag[:1].upper()}{tag[1:]}"
        for method, path, operation in operations:
            yield from lines_of_operation(f"{method.upper()} {path}", operation, schemas)
    yield "\n## Objects"
    for name, schema in schemas.items():
        if "." not in name:  # bodies are told where they are sent
            yield f"\n**{name}**: {told(schema)}"


def lines_of_operation(title: str, operation: dict[str, Any], schemas: dict[str, Any]) -> Iterator[str]:
    """What is to be known of one operation."""
    yield f"\n### `{title}`\n\n{operation['summary']}\n"
    who = [WHO[name] for entry in operation.get("security", ()) for name in entry]
    is_open = {} in operation.get("security", ({},))
    yield f"- for: {', '.join(who) or 'anybody'}{' (or anybody, with an open mint)' if who and is_open else ''}"
    parameters = [parameter for parameter in operation.get("parameters", ()) if parameter["in"] != "path"]
    if parameters:
        yield f"- {parameters[0]['in']}: " + ", ".join(parameter_told(parameter) for parameter in parameters)
    for kind, media in operation.get("requestBody", {}).get("content", {}).items():
        yield f"- body{'' if kind == 'application/json' else f' ({kind})'}: {body_told(media['schema'], schemas)}"
    for status, response in operation["responses"].items():
        if status[0] in "23":
            yield f"- {status}: {answer_told(response)}"
    refusals = sorted(status for status in operation["responses"] if status[0] in "45")
    yield f"- refusals: {', '.join(refusals)}"


def parameter_told(parameter: dict[str, Any]) -> str:
    """A parameter with its type."""
    name = f"`{parameter['name']}`"
    return f"**{name}** {told(parameter['schema'])}" if parameter.get("required") else f"{name} {told(parameter['schema'])}"


def body_told(schema: dict[str, Any], schemas: dict[str, Any]) -> str:
    """The fields of a body."""
    if schema.get("type") == "array":
        return f"an array of {body_told(schema['items'], schemas)}"
    if "$ref" in schema:
        schema = schemas[schema["$ref"].removeprefix(MODEL)]
    if schema.get("format") == "binary":
        return "bytes"
    required = set(schema.get("required", ()))
    names = [
        f"**`{name}`** {told(field, schemas)}" if name in required else f"`{name}` {told(field, schemas)}"
        for name, field in schema.get("properties", {}).items()
    ]
    return ", ".join(names) or "nothing"


def answer_told(response: dict[str, Any]) -> str:
    """What a good answer holds."""
    content = response.get("content", {})
    if "application/json" not in content:
        return ", ".join(f"`{kind}`" for kind in content) or str(response["description"]).lower()
    schema = content["application/json"]["schema"]
    schema = schema["anyOf"][0] if "anyOf" in schema else schema
    data = schema.get("properties", {}).get("data")
    return told(schema) if data is None else told(data)


def told(schema: dict[str, Any], schemas: dict[str, Any] | None = None) -> str:
    """A schema in a few words."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(MODEL)
        inside = None if schemas is None or "." not in name else schemas[name]
        return f"*{name}*" if inside is None else told(inside, schemas)
    if "anyOf" in schema:
        options = [told(option, schemas) for option in schema["anyOf"] if option.get("type") != "null"]
        return " or ".join(dict.fromkeys(options)) + ("?" if len(options) < len(schema["anyOf"]) else "")
    if "enum" in schema or "const" in schema:
        return " \\| ".join(f"`{value}`" for value in schema.get("enum", (schema.get("const"),)))
    if schema.get("type") == "array":
        return f"[{told(schema.get('items', {}), schemas)}]"
    if schema.get("type") == "object" and schema.get("properties"):
        required = set(schema.get("required", ()))
        fields = schema["properties"].items()
        return ", ".join(f"`{name}` {told(field, schemas)}{'' if name in required or schemas else '~'}" for name, field in fields)
    kind = {"integer": "int", "number": "number", "boolean": "bool", "string": "text", "object": "object"}.get(
        schema.get("type", ""), "any"
    )
    return kind + bounds_told(schema)


def bounds_told(schema: dict[str, Any]) -> str:
    """What a value may be beyond its type, and what it is when nobody says: empty for anything."""
    least, most = schema.get("minimum", schema.get("exclusiveMinimum")), schema.get("maximum", schema.get("exclusiveMaximum"))
    told = []
    if most is not None and most < HUGE:
        told.append(f"≤ {most:g}" if least is None else f"{least:g}…{most:g}")
    elif least is not None:
        told.append(f"≥ {least:g}")
    if "maxLength" in schema:
        told.append(f"≤ {schema['maxLength']} characters")
    default = schema.get("default")
    if isinstance(default, str | int | float) and default != "":
        told.append(f"default {json.dumps(default)}")
    return f" ({', '.join(told)})" if told else ""


if __name__ == "__main__":
    sys.exit(main())
