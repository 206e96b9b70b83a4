"""Commands on sessions, each one transaction; bells are rung once it is durable. Owned by the event loop."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from lookhear.backend.auth.scopes import check_reach, check_session_scope
from lookhear.backend.delivery.ringing import ring
from lookhear.backend.records import DEFAULT_COLLECTION, Session, SessionOrigin
from lookhear.backend.sessions.beginning import begin
from lookhear.backend.sessions.lifecycle import Lifecycle
from lookhear.backend.sessions.reading import SessionView, view_of
from lookhear.backend.sessions.transitions import tell
from lookhear.backend.streams.shares import ensure_share
from lookhear.errors import NotFound
from lookhear.protocol.ids import new_id
from lookhear.protocol.sessions import SessionState, event_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lookhear.backend.ports import Bus, Notice, Store, Transaction
    from lookhear.backend.records import Credential
    from lookhear.backend.sessions.beginning import Beginning, Begun
    from lookhear.backend.sessions.hooks import AtWork
    from lookhear.backend.settings import Settings

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSession:
    """What the user's backend says of a session to be."""

    end_user_id: str
    callback_url: str | None = None
    ws_connection_id: str | None = None
    metadata: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some sessions, newest first, and the cursor of the next page, None behind the last."""

    views: tuple[SessionView, ...]
    next_page: str | None


class SessionService:
    """Sessions as the interface sees them. ``lifecycle`` holds the rules that ingest, export and the watch call in their transactions."""

    def __init__(self, *, store: Store, bus: Bus, settings: Settings, now_ns: Callable[[], int], at_work: AtWork | None = None) -> None:
        self._store = store
        self._bus = bus
        self._settings = settings
        self._now_ns = now_ns
        self.lifecycle = Lifecycle(at_work=at_work, flush_s=settings.flush_s)

    async def create(self, collection_id: str, new: NewSession) -> SessionView:
        """A session that waits for its recorder. Raises NotFound for an unknown collection."""

        def work(tx: Transaction) -> tuple[SessionView, list[Notice]]:
            return create_session(tx, collection_id, _with_defaults(new, self._settings), now_ns=self._now_ns())

        return await self._do(work)

    async def get(self, session_id: str, *, collection_id: str = DEFAULT_COLLECTION, who: Credential | None = None) -> SessionView:
        """One of them. ``default`` finds it in every collection (contract §2.1). Raises NotFound, Forbidden."""
        return await self._store.read(lambda tx: view_of(tx, found(tx, session_id, collection_id=collection_id, who=who)))

    async def page(
        self,
        *,
        collection_id: str,
        state: str | None,
        end_user_id: str | None,
        limit: int,
        cursor: str | None,
        who: Credential | None = None,
    ) -> Page:
        """A page of them; of its own for a credential that is bound to one. Raises NotFound for an unknown collection."""

        def work(tx: Transaction) -> Page:
            if tx.collections.get(collection_id) is None:
                raise _no_collection(collection_id)
            everywhere = None if collection_id == DEFAULT_COLLECTION else collection_id
            only = None if who is None else who.session_id
            rows = tx.sessions.search(
                collection_id=everywhere,
                state=state,
                end_user_id=end_user_id,
                only=only,
                origin=SessionOrigin.CAPTURE,
                limit=limit + 1,
                before=cursor,
            )
            shown = rows[:limit]
            following = shown[-1].id if len(rows) > limit else None
            return Page(views=tuple(view_of(tx, row) for row in shown), next_page=following)

        return await self._store.read(work)

    async def begin(self, beginning: Beginning, *, who: Credential) -> Begun:
        """A recorder comes. Raises NotFound, Forbidden, Conflict and InvalidRequest, each without any effect."""

        def work(tx: Transaction) -> tuple[Begun, list[Notice]]:
            session = found(tx, beginning.session_id, who=who)
            return begin(tx, session, beginning, settings=self._settings, now_ns=self._now_ns())

        return await self._do(work)

    async def stop(self, session_id: str, *, who: Credential) -> SessionView:
        """Nothing new is to be recorded. Said again it changes nothing. Raises NotFound, Forbidden."""

        def work(tx: Transaction) -> tuple[SessionView, list[Notice]]:
            session = found(tx, session_id, who=who)
            notices = self.lifecycle.stop(tx, session, now_ns=self._now_ns())
            return view_of(tx, tx.sessions.get(session_id) or session), notices

        return await self._do(work)

    async def check_reach(self, who: Credential, target: str) -> None:
        """Raises Forbidden when somebody may not touch a session, a stream or a video; whether that exists is not asked of others."""
        if who.session_id is not None:
            await self._store.read(lambda tx: check_reach(tx, who, target))

    def ring(self, notices: Iterable[Notice]) -> None:
        """Ring the bells of a transaction that is durable now."""
        ring(self._bus, notices)

    async def _do(self, work: Callable[[Transaction], tuple[T, list[Notice]]]) -> T:
        result, notices = await self._store.write(work)
        self.ring(notices)
        return result


def create_session(tx: Transaction, collection_id: str, new: NewSession, *, now_ns: int) -> tuple[SessionView, list[Notice]]:
    """Add a session and its first event. Raises NotFound for an unknown collection."""
    if tx.collections.get(collection_id) is None:
        raise _no_collection(collection_id)
    session = Session(
        id=new_id("cap"),
        collection_id=collection_id,
        end_user_id=new.end_user_id,
        state=SessionState.CREATED,
        created_ns=now_ns,
        changed_ns=now_ns,
        callback_url=new.callback_url,
        ws_connection_id=new.ws_connection_id,
        metadata=new.metadata,
    )
    tx.sessions.add(session)
    ensure_share(tx, session.id, now_ns=now_ns)
    return view_of(tx, session), tell(tx, session, event_name(SessionState.CREATED), data={}, now_ns=now_ns)


def found(tx: Transaction, session_id: str, *, collection_id: str = DEFAULT_COLLECTION, who: Credential | None = None) -> Session:
    """A capture session somebody may touch; that of an uploaded file is none. Raises NotFound, Forbidden."""
    session = tx.sessions.get(session_id)
    if session is None or session.origin is not SessionOrigin.CAPTURE or collection_id not in {DEFAULT_COLLECTION, session.collection_id}:
        raise NotFound(f"There is no capture session {session_id!r} here.")
    if who is not None:
        check_session_scope(who, session)
    return session


def _with_defaults(new: NewSession, settings: Settings) -> NewSession:
    """An empty address is none; who names none is told at the server's."""
    return replace(new, callback_url=new.callback_url or settings.default_callback_url, ws_connection_id=new.ws_connection_id or None)


def _no_collection(collection_id: str) -> NotFound:
    return NotFound(f"There is no collection {collection_id!r}.", hint="`default` is always there.")
