"""The third schema: an alert knows whether what it was told of is still in view."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Widen what is there. Run by `migrations.upgrade`."""
    op.add_column("alerts", sa.Column("is_in_view", sa.Boolean(), server_default=sa.false(), nullable=False))
