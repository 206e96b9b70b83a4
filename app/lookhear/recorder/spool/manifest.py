"""The manifest of a recording: what is recorded, and the two wall-clock labels. Written once, before anything else."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.errors import JournalDamaged
from lookhear.protocol.ids import is_recording_id
from lookhear.recorder.spool.durable import LOCAL_DISK, Disk, write_sealed
from lookhear.recorder.spool.fields import Fields
from lookhear.recorder.spool.layout import MANIFEST

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.protocol.channels import ChannelId, ChannelKind

FORMAT: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestChannel:
    """One channel of a recording; its files live in the folder ``channel_id.slug``.

    ``store``: whether a backend is to keep it (true, also where an older version said nothing), or only to process it (false); None
    leaves it to the backend.
    """

    channel_id: ChannelId
    name: str
    device: str
    is_primary: bool
    store: bool | None = True

    @property
    def kind(self) -> ChannelKind:
        """What the channel carries."""
        return self.channel_id.kind

    @property
    def folder(self) -> str:
        """Name of the channel's folder inside the recording."""
        return self.channel_id.slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What is recorded.

    ``clock_wall_origin_ns`` is the wall-clock time (ns since 1970, UTC) at session time zero; a label, no time is computed
    across recordings with it. ``created_wall_ns`` is when the folder was made.
    """

    recording_id: str
    created_wall_ns: int
    clock_wall_origin_ns: int
    app_version: str
    platform: str
    fps: int
    channels: tuple[ManifestChannel, ...]

    def to_json(self) -> dict[str, object]:
        """The object that stands in manifest.json."""
        channels = [
            {
                "channel_id": str(channel.channel_id),
                "kind": channel.kind.value,
                "name": channel.name,
                "device": channel.device,
                "folder": channel.folder,
                "is_primary": channel.is_primary,
                "store": channel.store,
            }
            for channel in self.channels
        ]
        values = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        return {"format": FORMAT, **values, "channels": channels}


def write_manifest(folder: Path, manifest: Manifest, *, disk: Disk = LOCAL_DISK) -> None:
    """Seal the manifest into a recording's folder. Raises DiskFull, FolderUnwritable."""
    text = json.dumps(manifest.to_json(), ensure_ascii=False, indent=1)
    write_sealed(folder / MANIFEST, text.encode() + b"\n", disk=disk)


def read_manifest(folder: Path) -> Manifest:
    """Read and check the manifest of a recording. Raises JournalDamaged with the reason."""
    try:
        return _parse(Fields.parse((folder / MANIFEST).read_bytes()))
    except FileNotFoundError as error:
        raise JournalDamaged(f"The recording {folder.name} has no {MANIFEST}.") from error
    except OSError as error:
        raise JournalDamaged(f"The {MANIFEST} of the recording {folder.name} cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise JournalDamaged(f"The {MANIFEST} of the recording {folder.name} is not as it should be: {error}.") from error


def _parse(fields: Fields) -> Manifest:
    if (number := fields.integer("format")) != FORMAT:
        raise ValueError(f"it has format {number}, and this version reads format {FORMAT}")
    recording_id = fields.text("recording_id")
    if not is_recording_id(recording_id):
        raise ValueError(f"{recording_id!r} is not the identifier of a recording")
    channels = tuple(_channel(entry) for entry in fields.objects("channels"))
    if len({channel.channel_id for channel in channels}) != len(channels):
        raise ValueError("a channel stands there twice")
    return Manifest(
        recording_id=recording_id,
        created_wall_ns=fields.integer("created_wall_ns"),
        clock_wall_origin_ns=fields.integer("clock_wall_origin_ns"),
        app_version=fields.text("app_version"),
        platform=fields.text("platform"),
        fps=fields.count("fps", at_least=1),
        channels=channels,
    )


def _channel(fields: Fields) -> ManifestChannel:
    channel = ManifestChannel(
        channel_id=fields.channel("channel_id"),
        name=fields.text("name"),
        device=fields.text("device"),
        is_primary=fields.flag("is_primary"),
        store=fields.optional("store", fields.flag) if fields.has("store") else True,
    )
    if (fields.text("kind"), fields.text("folder")) != (channel.kind.value, channel.folder):
        raise ValueError(f"kind or folder of {channel.channel_id} do not belong to it")
    return channel
