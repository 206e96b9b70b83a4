"""The third schema.

A pipeline counts what was masked; an alert knows whether what it was told of is in view; the text index knows what records belong to.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

_TEXT_INDEX: Final = (  # it is made anew from the records, whatever is left of it
    "DROP TRIGGER IF EXISTS records_text_add",
    "DROP TRIGGER IF EXISTS records_text_remove",
    "DROP TABLE IF EXISTS records_text",
    """CREATE VIRTUAL TABLE records_text USING fts5(
        text, kind, pipeline_id, session_id, collection_id,
        content='records', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
    )""",
    "INSERT INTO records_text(records_text) VALUES ('rebuild')",
    """CREATE TRIGGER records_text_add AFTER INSERT ON records BEGIN
        INSERT INTO records_text(rowid, text, kind, pipeline_id, session_id, collection_id)
        VALUES (new.id, new.text, new.kind, new.pipeline_id, new.session_id, new.collection_id);
    END""",
    """CREATE TRIGGER records_text_remove AFTER DELETE ON records BEGIN
        INSERT INTO records_text(records_text, rowid, text, kind, pipeline_id, session_id, collection_id)
        VALUES ('delete', old.id, old.text, old.kind, old.pipeline_id, old.session_id, old.collection_id);
    END""",
)


def upgrade() -> None:
    """Widen what is there. Run by `migrations.upgrade`."""
    op.add_column("alerts", sa.Column("is_in_view", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("pipelines", sa.Column("masked", sa.Text()))
    for statement in _TEXT_INDEX:
        op.execute(statement)
