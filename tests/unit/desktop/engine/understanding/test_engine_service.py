from __future__ import annotations

import asyncio
import dataclasses
from typing import TYPE_CHECKING, Any

import pytest

from lookhear.desktop.engine.library.lanes import Cancelled
from lookhear.desktop.engine.understanding.engine_service import EngineChooser
from lookhear.desktop.engine.understanding.engine_values import EngineTest, EngineWish
from lookhear.errors import BackendUnsuitable, SettingsError
from lookhear.system.secrets.file_store import FileStore
from lookhear.system.secrets.store import Secrets
from lookhear.understanding.folders import engines_file
from lookhear.understanding.plugin import EngineKind

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

    from lookhear.understanding.choice.values import Chosen
    from lookhear.understanding.registry import Known


class Shop:
    """Installs and runs nothing, and notes what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def test(self, known: Known, chosen: Chosen) -> EngineTest:
        self.asked.append(f"test {known.card.name} {chosen.engine}")
        return EngineTest(is_good=True, understood="words")

    def can_install(self, known: Known) -> bool:
        return not known.card.is_remote

    def install(self, known: Known, chosen: Chosen, *, progress: Callable[[float], None]) -> None:
        del chosen
        progress(0.5)
        self.asked.append(f"install {known.card.name}")


def run(data: Path, work: Callable[[EngineChooser, Shop], Coroutine[Any, Any, None]]) -> None:
    async def go() -> None:
        shop = Shop()
        chooser = EngineChooser(data, workshop=shop, secrets=lambda: Secrets(None, FileStore(data / "secrets.json", has_modes=True)))
        try:
            await work(chooser, shop)
        finally:
            await chooser.end()

    asyncio.run(go())


def test_what_there_is_and_what_is_taken(tmp_path: Path) -> None:
    async def work(chooser: EngineChooser, _shop: Shop) -> None:
        view = await chooser.look()
        language = view.of(EngineKind.LANGUAGE)
        assert language is not None
        assert (language.chosen, language.taken, language.trouble) == ("auto", "extractive", "")
        offers = {offer.name: offer for each in view.kinds for offer in each.offers}
        assert offers["chat-endpoint"].is_remote
        assert not offers["chat-endpoint"].can_install
        assert all(offer.licence and offer.title for offer in offers.values())
        assert view.keys_at.endswith("secrets.json")

    run(tmp_path, work)


def test_a_service_is_chosen_with_a_key_that_no_settings_file_holds(tmp_path: Path) -> None:
    async def work(chooser: EngineChooser, _shop: Shop) -> None:
        wish = EngineWish(kind=EngineKind.LANGUAGE, engine="chat-endpoint", url=" http://127.0.0.1:9/v1 ", model="small", key="sk-secret")
        view = (await chooser.choose(wish)).of(EngineKind.LANGUAGE)
        assert view is not None
        assert (view.taken, view.has_key) == ("chat-endpoint", True)
        assert view.options == {"url": "http://127.0.0.1:9/v1", "model": "small", "key_secret": "chat-endpoint"}
        assert "sk-secret" not in engines_file(tmp_path).read_text("utf-8")
        again = (await chooser.choose(dataclasses.replace(wish, key=""))).of(EngineKind.LANGUAGE)
        assert again is not None
        assert again.has_key
        without = (await chooser.choose(dataclasses.replace(wish, key="", forgets_key=True))).of(EngineKind.LANGUAGE)
        assert without is not None
        assert not without.has_key
        assert "key_secret" not in without.options
        back = (await chooser.choose(EngineWish(kind=EngineKind.LANGUAGE, engine="auto"))).of(EngineKind.LANGUAGE)
        assert back is not None
        assert (back.taken, dict(back.options)) == ("extractive", {})

    run(tmp_path, work)


@pytest.mark.parametrize(
    ("wish", "error"),
    [
        (EngineWish(kind=EngineKind.LANGUAGE, engine="nobody"), SettingsError),
        (EngineWish(kind=EngineKind.LANGUAGE, engine="chat-endpoint", url="nonsense"), BackendUnsuitable),
        (EngineWish(kind=EngineKind.LANGUAGE, engine="chat-endpoint", model="a\nb"), SettingsError),
    ],
)
def test_what_makes_no_sense_changes_nothing(tmp_path: Path, wish: EngineWish, error: type[Exception]) -> None:
    async def work(chooser: EngineChooser, _shop: Shop) -> None:
        with pytest.raises(error):
            await chooser.choose(wish)
        assert not engines_file(tmp_path).exists()

    run(tmp_path, work)


def test_masking_is_kept_beside(tmp_path: Path) -> None:
    async def work(chooser: EngineChooser, _shop: Shop) -> None:
        assert not (await chooser.set_masking(is_on=False)).is_masking
        assert (await chooser.set_masking(is_on=True)).is_masking

    run(tmp_path, work)


def test_engines_are_tried_and_installed(tmp_path: Path) -> None:
    async def work(chooser: EngineChooser, shop: Shop) -> None:
        assert (await chooser.test(EngineKind.LANGUAGE)).is_good
        await chooser.choose(EngineWish(kind=EngineKind.LANGUAGE, engine="off"))
        assert not (await chooser.test(EngineKind.LANGUAGE)).is_good
        shares: list[float] = []
        await chooser.install("minilm", progress=shares.append)
        assert shares == [0.5]
        assert shop.asked == ["test extractive auto", "install minilm"]

    run(tmp_path, work)


def test_installing_is_called_off(tmp_path: Path) -> None:
    def no_more(_share: float) -> None:
        raise Cancelled("Nobody waits for this any more.")

    async def work(chooser: EngineChooser, shop: Shop) -> None:
        with pytest.raises(Cancelled):
            await chooser.install("minilm", progress=no_more)
        assert shop.asked == []

    run(tmp_path, work)
