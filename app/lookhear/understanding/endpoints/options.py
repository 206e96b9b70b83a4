"""What the settings say of a service: where it is, which model, how long it may take. The same options for every kind of engine."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import SplitResult, urlsplit

from lookhear.errors import EngineFailed
from lookhear.understanding.endpoints.keys import Key, key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

DEFAULT_TIMEOUT_S: Final = 60.0
_LONGEST_TIMEOUT_S: Final = 3600.0
_PATHS: Final = ("/chat/completions", "/embeddings", "/audio/transcriptions")
TIERS: Final = frozenset({"mini", "basic", "pro", "ultra", "default"})
"""What callers name that know another service: its sizes of models, which mean nothing here unless ``models`` says so."""
_EXAMPLE: Final = "Set url in engines.toml to its base address, such as http://127.0.0.1:8000/v1."


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointOptions:
    """Checked options. ``body`` is merged into every JSON request: what a service takes beside the protocol, such as a temperature.

    ``models`` says which of the service's models callers mean by a name of theirs, such as ``pro``.
    """

    url: str
    model: str
    key: Key = field(default_factory=Key)
    timeout_s: float = DEFAULT_TIMEOUT_S
    proxy: str | None = None
    body: Mapping[str, object] = field(default_factory=dict)
    models: Mapping[str, str] = field(default_factory=dict)

    @property
    def who(self) -> str:
        """The service in a sentence, at its beginning."""
        return f"The service at {urlsplit(self.url).netloc}"

    def model_of(self, wanted: str | None) -> str:
        """The model to ask for: the one that a caller wants, or the one of the options."""
        name = wanted or ""
        return self.models.get(name) or (self.model if name in TIERS or not name else name)


def endpoint_options(
    options: Mapping[str, object], *, default_model: str = "", secret_of: Callable[[str], str | None] | None = None
) -> EndpointOptions:
    """The options of an engine as values. Raises EngineFailed with what is to be changed."""
    body = options.get("body", {})
    if not isinstance(body, dict):
        raise EngineFailed("The option body is no table.", hint="Such as body = { temperature = 0 }.")
    model = options.get("model") or default_model
    if not isinstance(model, str):
        raise EngineFailed("The option model is no name.", hint="Set it to a model that the service has.")
    models = options.get("models", {})
    if not isinstance(models, dict) or not all(isinstance(name, str) for name in models.values()):
        raise EngineFailed("The option models is no table of names.", hint='Such as models = { pro = "large" }.')
    proxy = options.get("proxy") or None
    return EndpointOptions(
        url=_base(options.get("url")),
        model=model,
        key=key_of(options, secret_of=secret_of),
        timeout_s=_timeout_s(options.get("timeout_s", DEFAULT_TIMEOUT_S)),
        proxy=None if proxy is None else _address(proxy, option="proxy", hint="Such as http://127.0.0.1:3128.").geturl(),
        body=body,
        models=models,
    )


def _base(value: object) -> str:
    if not value:
        raise EngineFailed("No service is named.", hint=_EXAMPLE)
    parts = _address(value, option="url", hint=_EXAMPLE)
    if parts.query or parts.fragment:
        raise EngineFailed("The option url has more than an address.", hint=_EXAMPLE)
    path = parts.path.rstrip("/")
    for known in _PATHS:
        path = path.removesuffix(known)  # somebody gave the whole address of one request
    return f"{parts.scheme}://{parts.netloc}{path}"


def _address(value: object, *, option: str, hint: str) -> SplitResult:
    text = value if isinstance(value, str) else ""
    try:
        parts = urlsplit(text.strip())
        is_good = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        is_good, parts = False, urlsplit("")
    if not is_good or not text.isascii() or not text.isprintable() or " " in text.strip():
        raise EngineFailed(f"The option {option} is no address of HTTP.", hint=hint)
    if parts.username is not None or parts.password is not None:
        raise EngineFailed(f"The option {option} has a name or a password in it.", hint="Keep the key with key_env or key_secret.")
    return parts


def _timeout_s(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or not 0 < value <= _LONGEST_TIMEOUT_S:
        raise EngineFailed("The option timeout_s is no number of seconds.", hint=f"It is more than 0 and at most {_LONGEST_TIMEOUT_S:g}.")
    return float(value)
