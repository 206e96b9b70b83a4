from __future__ import annotations

from lookhear.desktop.engine.understanding.engine_values import EngineOffer, EnginesView, EngineWish, KindView
from lookhear.understanding.plugin import EngineKind
from lookhear.understanding.readiness import ReadyState


def test_what_is_looked_for_is_found() -> None:
    offer = EngineOffer(name="listener", kind=EngineKind.SPEECH, title="Listens", licence="MIT", state=ReadyState.READY)
    kind = KindView(kind=EngineKind.SPEECH, chosen="auto", offers=(offer,))
    view = EnginesView(kinds=(kind,))
    assert view.of(EngineKind.SPEECH) is kind
    assert view.of(EngineKind.JUDGE) is None
    assert kind.offer("listener") is offer
    assert kind.offer("other") is None


def test_a_key_stands_in_no_repr() -> None:
    assert "sk-secret" not in repr(EngineWish(kind=EngineKind.SPEECH, engine="x", key="sk-secret"))
