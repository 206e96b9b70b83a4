"""Ports of the backend: a store of rows, a store of objects, a bus.

Rules are written against these; adapters live in `storage` and `delivery`.

A unit of work is a plain function of a `Transaction`: it runs on the store's own thread, all or nothing, possibly committed
together with others, and its result is handed out only when it is durable. It must not wait for anything.

Adding what exists already, changing what does not exist, and referring to what does not exist raise StoreConflict; a unit of
work that got it should end. Looking for what does not exist gives None or nothing. What no column can hold, such as a number
beyond 64 bits, raises InvalidRequest.
"""

from __future__ import annotations

from lookhear.backend.ports.delivery import Connections, Outbox
from lookhear.backend.ports.rows import Collections, Credentials, Images, Jobs, Sessions, Streams, Videos
from lookhear.backend.ports.store import Bus, Listener, Notice, ObjectStore, Store, Transaction
from lookhear.backend.ports.understanding import Alerts, Operations, Pipelines, Records

__all__ = [
    "Alerts",
    "Bus",
    "Collections",
    "Connections",
    "Credentials",
    "Images",
    "Jobs",
    "Listener",
    "Notice",
    "ObjectStore",
    "Operations",
    "Outbox",
    "Pipelines",
    "Records",
    "Sessions",
    "Store",
    "Streams",
    "Transaction",
    "Videos",
]
