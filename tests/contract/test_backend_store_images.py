"""What every store of rows promises about pictures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lookhear.errors import StoreConflict
from tests.fakes.stored import COLLECTION, IMAGE, SESSION, SHARE, VIDEO, AskedStore

UPLOADED = replace(IMAGE, id="img-2", video_id=None, at_s=None, description="", created_ns=10)


@pytest.fixture
def store(store: AskedStore) -> AskedStore:
    store.add(COLLECTION, SESSION, VIDEO)
    return store


def test_a_picture_comes_back_with_every_field(store: AskedStore) -> None:
    store.add(IMAGE, UPLOADED)
    assert store.read(lambda rows: [rows.images.get(one) for one in ("img-1", "img-2", "img-3")]) == [IMAGE, UPLOADED, None]
    for wrong in (IMAGE, replace(IMAGE, id="img-3", video_id="m-2"), replace(IMAGE, id="img-3", collection_id="none")):
        with pytest.raises(StoreConflict):
            store.add(wrong)


def test_the_pictures_of_a_video_come_by_their_moment_and_those_of_a_collection_newest_first(store: AskedStore) -> None:
    earlier = replace(IMAGE, id="img-3", at_s=0.5)
    elsewhere = replace(UPLOADED, id="img-4", collection_id=COLLECTION.id, created_ns=11)
    store.add(IMAGE, UPLOADED, earlier, elsewhere)
    assert store.read(lambda rows: rows.images.of_video("m-1")) == [earlier, IMAGE]
    assert store.read(lambda rows: rows.images.in_collection("default")) == [UPLOADED]
    assert store.read(lambda rows: rows.images.in_collection(None)) == [elsewhere, UPLOADED]


def test_a_picture_goes_with_its_shares_and_with_its_video(store: AskedStore) -> None:
    store.add(IMAGE, UPLOADED, replace(SHARE, target=UPLOADED.id))
    store.write(lambda rows: rows.images.delete(UPLOADED.id))
    assert store.read(lambda rows: (rows.images.get(UPLOADED.id), rows.videos.share(SHARE.slug))) == (None, None)
    store.add(replace(SHARE, target=IMAGE.id))
    store.write(lambda rows: rows.videos.delete(VIDEO.id))
    assert store.read(lambda rows: (rows.images.get(IMAGE.id), rows.videos.share(SHARE.slug))) == (None, None)
