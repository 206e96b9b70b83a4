"""Programs move over: what our classes share with the official SDK's takes its parameters, in its order, with its defaults."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from typing import TYPE_CHECKING, Any, Final

import videodb.search

from lookhear.sdk import blocking, values

if TYPE_CHECKING:
    from collections.abc import Iterator

MODULES: Final = (
    *("audio", "capture_session", "client", "collection", "image", "index", "rtstream", "scene", "search", "shot", "understanding"),
    "video",
)
Parameter = inspect.Parameter
NAMELESS: Final = {Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD}
DIFFERENT: Final = {
    "Connection.create_collection(description)": "need not be said",
    "Connection.update_collection(name)": "need not be said: what is None stays",
    "Connection.update_collection(description)": "need not be said: what is None stays",
    "RTStreamSceneIndex.create_alert(callback_url)": "need not be said: without one there is no webhook",
    "RTStreamIndex.create_alert(callback_url)": "need not be said: without one there is no webhook",
    "RTStream.generate_stream(start)": "need not be said: without times it is what is live",
    "RTStream.generate_stream(end)": "need not be said: without times it is what is live",
    "Video.clip(content_type)": "need not be said",
    "Video.clip(model_name)": "need not be said",
    "Video.add_subtitle(style)": "None is that style",
    "RTStream.index_scenes(extraction_config)": "None is that config",
    "Collection.connect_rtstream(media_types)": "a tuple that says it, where None means it there",
    "Collection.legacy_search(algorithm)": "goes along in **options",
    "Collection.legacy_search(stitch)": "goes along in **options",
    "Collection.legacy_search(rerank)": "goes along in **options",
    "Collection.legacy_search(rerank_params)": "goes along in **options",
    "Collection.legacy_search(_skip_warning)": "an inner part there",
    **dict.fromkeys(
        [
            f"{name}.get_embed_code(title)"
            for name in ("RTStreamExportResult", "RTStreamShot", "RTStream", "SearchResult", "SearchResponse", "Shot", "Video")
        ],
        "another name of the player",
    ),
}


def our_classes() -> dict[str, type]:
    modules = [
        importlib.import_module(f"{package.__name__}.{each.name}")
        for package in (blocking, values)
        for each in pkgutil.iter_modules(package.__path__)
    ]
    return {
        name: cls for module in modules for name, cls in vars(module).items() if inspect.isclass(cls) and cls.__module__ == module.__name__
    }


def shared() -> Iterator[tuple[str, Any, Any]]:
    """Every method that both have: its name, theirs and ours."""
    ours = our_classes()
    for module_name in MODULES:
        module = importlib.import_module(f"{videodb.__name__}.{module_name}")
        for name, cls in vars(module).items():
            if not inspect.isclass(cls) or cls.__module__ != module.__name__ or name not in ours:
                continue
            for method, theirs in vars(cls).items():
                here = getattr(ours[name], method, None)
                if not method.startswith("_") and inspect.isfunction(theirs) and inspect.isfunction(here):
                    yield f"{name}.{method}", theirs, here


def differences(theirs: Any, here: Any) -> Iterator[str]:  # noqa: ANN401 - functions
    """The parameters of theirs that ours takes in another way."""
    ours = list(inspect.signature(here).parameters.values())[1:]
    for place, wanted in enumerate(list(inspect.signature(theirs).parameters.values())[1:]):
        if wanted.kind in NAMELESS:
            continue
        found = next((each for each in ours if each.name == wanted.name), None)
        if found is None or not is_taken_as(wanted, found) or (found.kind is not Parameter.KEYWORD_ONLY and ours.index(found) != place):
            yield wanted.name


def is_taken_as(wanted: Parameter, found: Parameter) -> bool:
    """Whether a parameter can be given in the same way, or not at all. An empty collection there is None here."""
    return found.kind is wanted.kind and (found.default == wanted.default or (found.default is None and wanted.default in ([], {})))


def test_what_both_have_is_called_in_the_same_way() -> None:
    methods = list(shared())
    assert len(methods) > 100
    found = {f"{name}({parameter})" for name, theirs, here in methods for parameter in differences(theirs, here)}
    assert found == set(DIFFERENT)
