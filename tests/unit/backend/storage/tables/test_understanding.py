"""The text index is made and dropped with the table of records, and follows its rows."""

from __future__ import annotations

from sqlalchemy import create_engine, inspect, text

from lookhear.backend.storage.tables import METADATA


def test_the_text_index_comes_and_goes_with_the_records_and_follows_them() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        METADATA.create_all(connection)

        def found(word: str) -> list[int]:
            rows = connection.execute(text("SELECT rowid FROM records_text WHERE records_text MATCH :word"), {"word": word})
            return list(rows.scalars())

        for number, words in enumerate(("a red window", "many windows"), start=1):
            connection.execute(
                text("INSERT INTO records VALUES (:id, 'p', 'visual', 's', 'c', 'd', 0, 1, :text, 2, NULL, '{}')"),
                {"id": number, "text": words},
            )
        assert found("window") == [1, 2]
        connection.execute(text("DELETE FROM records WHERE id = 1"))
        assert (found("window"), found("red")) == ([2], [])
        connection.execute(text("INSERT INTO records_text(records_text) VALUES ('integrity-check')"))
        METADATA.drop_all(connection)
        assert inspect(connection).get_table_names() == []
    engine.dispose()
