"""One stage, one backend and as few recordings as can be for all the walks of the SDKs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import pytest
import videodb

import lookhear
from tests.contract.sdk.looking import webhook_handler
from tests.contract.sdk.rows import Client, row_of
from tests.tools.node_calls import NodeCalls
from tests.tools.receiver import Receiver
from tests.tools.sdk_backend import API_KEY, SdkBackend
from tests.tools.stage import LUNCH, PHRASES, Stage
from tests.tools.takes import Takes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.tools.node_calls import NodeObject
    from tests.tools.takes import Sdk, Take

_TIMEOUT_S: Final = 300  # a recording begins in it, on a machine that may be busy


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "sdk" in item.path.parts:  # this hook sees the items of all folders
            item.add_marker(pytest.mark.linux)
            item.add_marker(pytest.mark.timeout(_TIMEOUT_S))


@pytest.fixture(scope="session", autouse=True)
def _progress_bars_start_no_thread() -> Iterator[None]:
    """The Python SDK shows what takes long; the bars of `tqdm` have a thread that watches them and never ends."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tqdm.tqdm.monitor_interval", 0)
        yield


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Two displays and sound."""
    with Stage(tmp_path_factory.mktemp("stage")) as running:
        yield running


@pytest.fixture(scope="session")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SdkBackend]:
    """With every engine; webhooks may reach this computer."""
    folder = tmp_path_factory.mktemp("backend")
    with SdkBackend(folder, phrases=PHRASES, webhook_allow=["127.0.0.1/32"], alert_cooldown_s=1.0) as running:
        yield running


@pytest.fixture(scope="session")
def receiver() -> Iterator[Receiver]:
    """The developer's own server."""
    with Receiver() as running:
        yield running


@pytest.fixture(scope="session")
def takes(stage: Stage, backend: SdkBackend, receiver: Receiver, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Takes]:
    """The recordings."""
    with Takes(tmp_path_factory.mktemp("takes"), stage=stage, backend=backend, receiver=receiver) as made:
        yield made


@pytest.fixture(scope="module")
def live(takes: Takes) -> Take:
    """One that is being recorded while a module's tests run."""
    return takes.running()


@pytest.fixture(scope="module")
def take(live: Take) -> Take:
    """One that is being recorded, in which something was said before anybody asked for a transcript; then the webhook came twice."""
    if not live.said:
        live.say(LUNCH)
        on_webhook = webhook_handler(live.conn)
        for _ in range(2):
            on_webhook(json.loads(live.active))
    return live


@pytest.fixture(scope="module")
def mic(take: Take) -> Sdk:
    """Its microphone."""
    return take.stream("mic")


@pytest.fixture(scope="module")
def display(take: Take) -> Sdk:
    """Its primary display."""
    return take.stream("display")


@pytest.fixture(scope="module")
def ended(takes: Takes) -> Take:
    """One that is over and exported."""
    return takes.ended()


@pytest.fixture(scope="session")
def conn(backend: SdkBackend) -> Sdk:
    """The Python SDK, as a developer's backend uses it."""
    return videodb.connect(api_key=API_KEY, base_url=backend.url)


@pytest.fixture(scope="session")
def own(backend: SdkBackend) -> Iterator[lookhear.Connection]:
    """Our SDK, as a developer's backend uses it."""
    with lookhear.connect(api_key=API_KEY, base_url=backend.url) as connection:
        yield connection


@pytest.fixture(scope="session")
def node() -> Iterator[NodeCalls]:
    """The Node SDK's process."""
    with NodeCalls() as running:
        yield running


@pytest.fixture(scope="session")
def node_conn(node: NodeCalls, backend: SdkBackend) -> NodeObject:
    """The Node SDK, as a developer's backend uses it."""
    return node.connect(backend.url, api_key=API_KEY)


@pytest.fixture(autouse=True)
def _rows_that_are_claimed_are_walked(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that says it walks a row has had it answered, with success, by the client it names."""
    claimed: list[tuple[Client, str]] = getattr(request.function, "walked", [])
    if not claimed:
        yield
        return
    backend: SdkBackend = request.getfixturevalue("backend")
    before = len(backend.asked())
    yield
    walked = set()
    for asked in backend.asked(before):
        row = row_of(asked.method, asked.path)
        if row is not None and asked.status < 300:
            walked.add((client_of(asked.client), row.name))
    assert set(claimed) - walked == set(), "claimed, and never asked for with success"


def client_of(header: str) -> Client:
    """Who says so of itself; our recorder says nothing."""
    return Client(header.partition("/")[0] or Client.RECORDER)
