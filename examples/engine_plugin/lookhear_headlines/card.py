"""What Lookhear reads of the engine wherever engines are listed. It imports nothing heavy; the engine itself is in another module."""

from __future__ import annotations

from lookhear.understanding.plugin import EngineCard, EngineKind

CARD = EngineCard(
    name="headlines",  # what stands in engines.toml
    kind=EngineKind.LANGUAGE,  # one of speech, vision, language, judge, embedder: which of the protocols it fulfils
    title="Sums up in headlines of a few words",
    licence="Apache-2.0",
    size_bytes=10_000,
    factory="lookhear_headlines.engine:Headlines",  # called with the options, in a process of its own
    needs=("lookhear_headlines",),  # modules that must be there for it to begin
)
