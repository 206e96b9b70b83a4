"""The queue of work as rows: a job waits until every earlier one of its key is done or dead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, bindparam, case, delete, exists, func, null, or_, select, text, union_all, update

from lookhear.backend.records import Job, JobState
from lookhear.backend.storage.rows import Mapper
from lookhear.backend.storage.tables import JOBS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lookhear.backend.storage.rows import Rows

_MAP: Final = Mapper(Job, JOBS)
_ROW: Final = JOBS.c
_UNFINISHED: Final = (JobState.READY, JobState.LEASED)
_IS_UNFINISHED: Final = text("jobs.state IN ('ready', 'leased')")  # spelled as in the index of those, or SQLite does not use it
_NEVER: Final = 1 << 62
_ADD: Final = _MAP.insert.returning(*_MAP.columns)
_READY_OF_KEY: Final = select(_ROW.id).where(_ROW.key == bindparam("key"), _ROW.state == JobState.READY).limit(1)
_EARLIER: Final = JOBS.alias("earlier")
_DUE: Final = (
    select(_ROW.run_at_ns, _ROW.id)
    .where(
        _IS_UNFINISHED,
        _ROW.run_at_ns <= bindparam("now_ns"),  # also true of what was leased
        _ROW.queue == bindparam("queue"),
        or_(_ROW.state == JobState.READY, _ROW.lease_until_ns <= bindparam("now_ns")),
        ~exists().where(_EARLIER.c.key == _ROW.key, _EARLIER.c.id < _ROW.id, _EARLIER.c.state.in_(_UNFINISHED)),
    )
    .order_by(_ROW.run_at_ns, _ROW.id)
    .limit(1)
)
_LANES: Final = select(func.min(_ROW.lane).label("lane")).where(_IS_UNFINISHED, _ROW.queue == bindparam("queue"))
_FIRST_LANE: Final = _LANES.cte("lanes", recursive=True)
_NEXT_LANE: Final = _LANES.where(_ROW.lane > _FIRST_LANE.c.lane).correlate(_FIRST_LANE)
_LANE: Final = _FIRST_LANE.union_all(select(_NEXT_LANE.scalar_subquery()).where(_FIRST_LANE.c.lane.is_not(None))).c.lane
_FIRST: Final = _DUE.with_only_columns(_ROW.id)
_DUE_IN_LANES: Final = (  # each lane is looked up behind the one before, and its first job by itself: thousands may wait in a busy one
    select(_ROW.run_at_ns, _ROW.id)
    .where(
        _ROW.id.in_(
            union_all(
                select(_FIRST.where(_ROW.lane.is_(None)).scalar_subquery()),
                select(_FIRST.where(_ROW.lane == _LANE).correlate(_LANE.table).scalar_subquery()).where(
                    _LANE.not_in(bindparam("busy_lanes", expanding=True))
                ),
            )
        )
    )
    .order_by(_ROW.run_at_ns, _ROW.id)
    .limit(1)
)
_RELEASE: Final = (
    update(JOBS)
    .where(_IS_UNFINISHED, _ROW.state == JobState.LEASED, _ROW.queue.in_(bindparam("queues", expanding=True)))
    .values(state=JobState.READY, owner=null(), lease_until_ns=null(), run_at_ns=bindparam("now_ns"))
)
_HASTEN: Final = (
    update(JOBS)
    .where(_IS_UNFINISHED, _ROW.lane == bindparam("the_lane"), _ROW.state == JobState.READY, _ROW.run_at_ns > bindparam("now_ns"))
    .values(run_at_ns=bindparam("now_ns"))
)
_LEASE: Final = (
    update(JOBS)
    .where(_ROW.id == bindparam("the_id"))
    .values(state=JobState.LEASED, owner=bindparam("new_owner"), lease_until_ns=bindparam("until_ns"), attempts=_ROW.attempts + 1)
    .returning(*_MAP.columns)
)
_MINE: Final = and_(_ROW.id == bindparam("the_id"), _ROW.owner == bindparam("the_owner"), _ROW.state == JobState.LEASED)
_RENEW: Final = update(JOBS).where(_MINE).values(lease_until_ns=bindparam("until_ns"))
_FINISH: Final = update(JOBS).where(_MINE).values(state=JobState.DONE, owner=null(), lease_until_ns=null(), error=null())
_RETRY: Final = (
    update(JOBS)
    .where(_MINE)
    .values(
        state=case((_ROW.attempts - bindparam("uncounted") >= bindparam("max_attempts"), JobState.DEAD), else_=JobState.READY),
        attempts=_ROW.attempts - bindparam("uncounted"),
        run_at_ns=bindparam("next_ns"),
        owner=null(),
        lease_until_ns=null(),
        error=bindparam("why"),
    )
)
_PENDING: Final = select(func.count()).select_from(JOBS).where(_IS_UNFINISHED)
_OF_KEY: Final = select(*_MAP.columns).where(_ROW.key == bindparam("key")).order_by(_ROW.id)
_OF_KEY_IN: Final = _OF_KEY.where(_ROW.state.in_(bindparam("states", expanding=True)))
_REMOVE_DONE: Final = delete(JOBS).where(_ROW.state == JobState.DONE, _ROW.run_at_ns < bindparam("before_ns"))


class SqlJobs:
    """Port `Jobs` on one connection."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, queue: str, key: str, payload: dict[str, object], *, run_at_ns: int, lane: str | None = None) -> Job:
        """Queue a job behind all others of its key."""
        values: dict[str, object] = {"queue": queue, "key": key, "payload": payload, "run_at_ns": run_at_ns, "lane": lane}
        return _MAP.of(self._rows.run(_ADD, **values, state=JobState.READY, attempts=0).one())

    def ensure(self, queue: str, key: str, payload: dict[str, object], *, run_at_ns: int, lane: str | None = None) -> bool:
        """Add a job unless one of this key is ready already, which then keeps its time; False when there was one."""
        if self._rows.run(_READY_OF_KEY, key=key).first() is not None:
            return False
        self.add(queue, key, payload, run_at_ns=run_at_ns, lane=lane)
        return True

    def lease(self, queues: Sequence[str], *, owner: str, now_ns: int, until_ns: int, busy_lanes: Sequence[str] = ()) -> Job | None:
        """Take the next job that is due, which counts as an attempt; a lease that ran out is taken over."""
        found = [self._due(queue, now_ns=now_ns, busy_lanes=busy_lanes) for queue in queues]
        due = min((each for each in found if each is not None), default=None)
        if due is None:
            return None
        return _MAP.first(self._rows.run(_LEASE, the_id=due[1], new_owner=owner, until_ns=until_ns))

    def _due(self, queue: str, *, now_ns: int, busy_lanes: Sequence[str]) -> tuple[int, int] | None:
        """When the first job of a queue was due, and its id."""
        if busy_lanes:
            row = self._rows.run(_DUE_IN_LANES, queue=queue, now_ns=now_ns, busy_lanes=list(busy_lanes)).first()
        else:
            row = self._rows.run(_DUE, queue=queue, now_ns=now_ns).first()
        return None if row is None else (row[0], row[1])

    def release(self, queues: Sequence[str], *, now_ns: int) -> int:
        """Take back every lease: for a start, when whoever held one is known to be gone. Gives how many."""
        return self._rows.count(_RELEASE, queues=list(queues), now_ns=now_ns)

    def hasten(self, lane: str, *, now_ns: int) -> int:
        """Make all ready jobs of a lane due now, because what they waited for is back; gives how many."""
        return self._rows.count(_HASTEN, the_lane=lane, now_ns=now_ns)

    def renew(self, job_id: int, *, owner: str, until_ns: int) -> bool:
        """Hold on to a job that takes longer; False when the lease was lost."""
        return self._rows.count(_RENEW, the_id=job_id, the_owner=owner, until_ns=until_ns) > 0

    def finish(self, job_id: int, *, owner: str) -> bool:
        """Note that it is done; False when the lease was lost, then nothing happens."""
        return self._rows.count(_FINISH, the_id=job_id, the_owner=owner) > 0

    def retry(
        self, job_id: int, *, owner: str, run_at_ns: int, error: str, max_attempts: int | None = None, is_counted: bool = True
    ) -> bool:
        """Put it back, or give it up after so many attempts; False when the lease was lost, then nothing happens."""
        most = _NEVER if max_attempts is None else max_attempts
        parameters = {"next_ns": run_at_ns, "why": error, "max_attempts": most, "uncounted": int(not is_counted)}
        return self._rows.count(_RETRY, the_id=job_id, the_owner=owner, **parameters) > 0

    def pending(self, queue: str | None = None, *, due_before_ns: int | None = None) -> int:
        """How many jobs are neither done nor dead; ``due_before_ns`` leaves out those that wait for a later time."""
        statement = _PENDING if queue is None else _PENDING.where(_ROW.queue == queue)
        if due_before_ns is not None:
            statement = statement.where(_ROW.run_at_ns < due_before_ns)
        return int(self._rows.run(statement).scalar_one())

    def of_key(self, key: str, *, states: Iterable[JobState] | None = None) -> list[Job]:
        """The jobs of a key in their order, in some states, or all for None: done and dead ones too."""
        result = self._rows.run(_OF_KEY, key=key) if states is None else self._rows.run(_OF_KEY_IN, key=key, states=list(states))
        return _MAP.all(result)

    def remove_done(self, *, before_ns: int) -> int:
        """Forget the jobs that are done and were due before a time; gives how many. What was given up stays, with its error."""
        return self._rows.count(_REMOVE_DONE, before_ns=before_ns)
