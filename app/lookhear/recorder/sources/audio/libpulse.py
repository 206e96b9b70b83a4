"""The part of PulseAudio's client library that recording needs, by ctypes. Works on PulseAudio and on PipeWire's server.

Names, layouts and values are those of the public headers (`pulse/introspect.h`, `pulse/stream.h`, `pulse/def.h`), whose
ABI has been stable since version 0.9.11; of the two device structures only the common beginning is declared.
ctypes lets go of the interpreter lock during every call, so a thread that waits in `pa_mainloop_poll` costs the others nothing.
"""

from __future__ import annotations

import ctypes
from ctypes import POINTER, c_char_p, c_int, c_int64, c_long, c_size_t, c_uint8, c_uint32, c_uint64, c_void_p
from enum import IntEnum, IntFlag
from typing import Any, ClassVar, Final

from lookhear.errors import SourceUnavailable

INVALID_INDEX: Final = 0xFFFFFFFF
SAMPLE_FLOAT32LE: Final = 5
SUBSCRIBE_SERVER: Final = 0x0080
CONTEXT_NOAUTOSPAWN: Final = 0x0001
_CHANNELS_MAX: Final = 32


class ContextState(IntEnum):
    """`pa_context_state_t`."""

    UNCONNECTED = 0
    CONNECTING = 1
    AUTHORIZING = 2
    SETTING_NAME = 3
    READY = 4
    FAILED = 5
    TERMINATED = 6


class StreamState(IntEnum):
    """`pa_stream_state_t`."""

    UNCONNECTED = 0
    CREATING = 1
    READY = 2
    FAILED = 3
    TERMINATED = 4


class StreamFlag(IntFlag):
    """Those of `pa_stream_flags_t` that are used."""

    DONT_MOVE = 0x0200
    ADJUST_LATENCY = 0x2000


class SampleSpec(ctypes.Structure):
    """`pa_sample_spec`."""

    _fields_: ClassVar = [("format", c_int), ("rate", c_uint32), ("channels", c_uint8)]
    rate: int
    channels: int


class ChannelMap(ctypes.Structure):
    """`pa_channel_map`."""

    _fields_: ClassVar = [("channels", c_uint8), ("map", c_int * _CHANNELS_MAX)]


class ChannelVolumes(ctypes.Structure):
    """`pa_cvolume`."""

    _fields_: ClassVar = [("channels", c_uint8), ("values", c_uint32 * _CHANNELS_MAX)]


class DeviceInfo(ctypes.Structure):
    """The common beginning of `pa_source_info` (``monitor``: the sink it listens to) and `pa_sink_info` (``monitor``: its source)."""

    _fields_: ClassVar = [
        ("name", c_char_p),
        ("index", c_uint32),
        ("description", c_char_p),
        ("sample_spec", SampleSpec),
        ("channel_map", ChannelMap),
        ("owner_module", c_uint32),
        ("volume", ChannelVolumes),
        ("mute", c_int),
        ("monitor", c_uint32),
        ("monitor_name", c_char_p),
        ("latency", c_uint64),
        ("driver", c_char_p),
        ("flags", c_int),
        ("proplist", c_void_p),
        ("configured_latency", c_uint64),
    ]
    name: bytes | None
    description: bytes | None
    sample_spec: SampleSpec
    monitor: int
    monitor_name: bytes | None


class ServerInfo(ctypes.Structure):
    """`pa_server_info`."""

    _fields_: ClassVar = [
        ("user_name", c_char_p),
        ("host_name", c_char_p),
        ("server_version", c_char_p),
        ("server_name", c_char_p),
        ("sample_spec", SampleSpec),
        ("default_sink_name", c_char_p),
        ("default_source_name", c_char_p),
        ("cookie", c_uint32),
        ("channel_map", ChannelMap),
    ]
    server_version: bytes | None
    server_name: bytes | None
    default_sink_name: bytes | None
    default_source_name: bytes | None


class TimingInfo(ctypes.Structure):
    """`pa_timing_info`: at wall time ``sec``/``usec`` the server had ``write_index`` bytes for us and these latencies (µs)."""

    _fields_: ClassVar = [
        ("sec", c_long),
        ("usec", c_long),
        ("synchronized_clocks", c_int),
        ("sink_usec", c_uint64),
        ("source_usec", c_uint64),
        ("transport_usec", c_uint64),
        ("playing", c_int),
        ("write_index_corrupt", c_int),
        ("write_index", c_int64),
        ("read_index_corrupt", c_int),
        ("read_index", c_int64),
    ]


class BufferAttr(ctypes.Structure):
    """`pa_buffer_attr`, all in bytes; INVALID_INDEX leaves a value to the server."""

    _fields_: ClassVar = [(name, c_uint32) for name in ("maxlength", "tlength", "prebuf", "minreq", "fragsize")]


ServerInfoCallback = ctypes.CFUNCTYPE(None, c_void_p, POINTER(ServerInfo), c_void_p)
DeviceInfoCallback = ctypes.CFUNCTYPE(None, c_void_p, POINTER(DeviceInfo), c_int, c_void_p)
SubscribeCallback = ctypes.CFUNCTYPE(None, c_void_p, c_int, c_uint32, c_void_p)

# Callbacks are declared as plain pointers where none is passed; a CFUNCTYPE object converts to one by itself only if declared.
_PROTOTYPES: Final[dict[str, tuple[Any, tuple[Any, ...]]]] = {
    "pa_mainloop_new": (c_void_p, ()),
    "pa_mainloop_free": (None, (c_void_p,)),
    "pa_mainloop_get_api": (c_void_p, (c_void_p,)),
    "pa_mainloop_prepare": (c_int, (c_void_p, c_int)),
    "pa_mainloop_poll": (c_int, (c_void_p,)),
    "pa_mainloop_dispatch": (c_int, (c_void_p,)),
    "pa_context_new": (c_void_p, (c_void_p, c_char_p)),
    "pa_context_connect": (c_int, (c_void_p, c_char_p, c_int, c_void_p)),
    "pa_context_disconnect": (None, (c_void_p,)),
    "pa_context_unref": (None, (c_void_p,)),
    "pa_context_get_state": (c_int, (c_void_p,)),
    "pa_context_errno": (c_int, (c_void_p,)),
    "pa_context_get_server_info": (c_void_p, (c_void_p, ServerInfoCallback, c_void_p)),
    "pa_context_get_source_info_list": (c_void_p, (c_void_p, DeviceInfoCallback, c_void_p)),
    "pa_context_get_sink_info_list": (c_void_p, (c_void_p, DeviceInfoCallback, c_void_p)),
    "pa_context_set_subscribe_callback": (None, (c_void_p, SubscribeCallback, c_void_p)),
    "pa_context_subscribe": (c_void_p, (c_void_p, c_int, c_void_p, c_void_p)),
    "pa_operation_unref": (None, (c_void_p,)),
    "pa_strerror": (c_char_p, (c_int,)),
    "pa_stream_new": (c_void_p, (c_void_p, c_char_p, POINTER(SampleSpec), c_void_p)),
    "pa_stream_connect_record": (c_int, (c_void_p, c_char_p, POINTER(BufferAttr), c_int)),
    "pa_stream_disconnect": (c_int, (c_void_p,)),
    "pa_stream_unref": (None, (c_void_p,)),
    "pa_stream_get_state": (c_int, (c_void_p,)),
    "pa_stream_get_device_name": (c_char_p, (c_void_p,)),
    "pa_stream_readable_size": (c_size_t, (c_void_p,)),
    "pa_stream_peek": (c_int, (c_void_p, POINTER(c_void_p), POINTER(c_size_t))),
    "pa_stream_drop": (c_int, (c_void_p,)),
    "pa_stream_is_suspended": (c_int, (c_void_p,)),
    "pa_stream_update_timing_info": (c_void_p, (c_void_p, c_void_p, c_void_p)),
    "pa_stream_get_timing_info": (POINTER(TimingInfo), (c_void_p,)),
    "pa_proplist_gets": (c_char_p, (c_void_p, c_char_p)),
}


def load() -> Any:  # noqa: ANN401 - ctypes functions carry their types at run time only
    """The library with its functions declared. Raises SourceUnavailable when it is not installed."""
    try:
        library = ctypes.CDLL("libpulse.so.0")
    except OSError as error:
        raise SourceUnavailable(
            "The client library of the audio server (libpulse) is not installed.",
            hint="Install it (Debian and Ubuntu: libpulse0).",
        ) from error
    for name, (result, arguments) in _PROTOTYPES.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library
