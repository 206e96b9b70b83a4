"""Scenes with their pictures."""

from __future__ import annotations

from lookhear.sdk.values.scenes import SceneCollection, VideoScene

ROW = {
    "scene_collection_id": "sc-1",
    "config": {"time": 4},
    "scenes": [
        {
            "scene_id": "s-1",
            "start": 0,
            "end": 4,
            "frames": [{"frame_id": "f-1", "url": "https://x/f.jpg", "frame_time": 2}],
            "metadata": {},
        }
    ],
}


def test_an_extraction_is_read_with_its_scenes_and_their_pictures() -> None:
    found = SceneCollection.read(ROW, video_id="m-1")
    assert (found.id, found.video_id, found.config) == ("sc-1", "m-1", {"time": 4})
    (scene,) = found
    assert (scene.id, scene.start, scene.end, scene.description) == ("s-1", 0.0, 4.0, None)
    (frame,) = scene.frames
    assert (frame.id, frame.scene_id, frame.video_id, frame.frame_time) == ("f-1", "s-1", "m-1", 2.0)


def test_a_scene_of_ones_own_is_said_as_the_wire_has_it() -> None:
    said = VideoScene(video_id="m-1", start=0, end=2, description="A beginning").to_json()
    assert said == {"id": None, "video_id": "m-1", "start": 0, "end": 2, "description": "A beginning", "metadata": {}, "frames": []}
    (scene,) = SceneCollection.read(ROW, video_id="m-1")
    assert scene.to_json()["frames"] == [
        {"id": "f-1", "video_id": "m-1", "scene_id": "s-1", "url": "https://x/f.jpg", "frame_time": 2.0, "description": None}
    ]


def test_nothing_is_an_empty_extraction() -> None:
    assert SceneCollection.read(None, video_id="m-1").scenes == ()
