from __future__ import annotations

import pytest

from lookhear.errors import SourceUnavailable
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.sources.audio.sounddevice_devices import SoundDeviceCatalogue
from tests.fakes.clock import ManualClock
from tests.fakes.portaudio import FakeDevice, FakePortAudio, WasapiSettings

MIC = ChannelId.parse("mic:default")


def catalogue(library: FakePortAudio, *, host_api: str = "Core Audio", converts_rates: bool = False) -> SoundDeviceCatalogue:
    return SoundDeviceCatalogue(library, now_ns=ManualClock(), host_api=host_api, converts_rates=converts_rates)


def two_devices() -> FakePortAudio:
    return FakePortAudio(
        [FakeDevice("Studio", channels=2), FakeDevice("Headset", rate=16_000.0), FakeDevice("Loudspeaker", channels=0)], default=1
    )


def test_inputs_are_listed_with_the_default_first() -> None:
    found = catalogue(two_devices()).inputs()
    assert [str(info.channel_id) for info in found] == ["mic:default", "mic:Headset", "mic:Studio", "system_audio:default"]
    assert [(info.device, info.rate, info.channels) for info in found[:3]] == [
        ("Headset", 16_000, 1),
        ("Headset", 16_000, 1),
        ("Studio", 48_000, 2),
    ]
    assert [info.is_default for info in found] == [True, True, False, True]


def test_a_device_that_cannot_be_opened_is_listed_with_the_reason() -> None:
    found = catalogue(FakePortAudio([FakeDevice("Studio", refuses="Device busy")])).inputs()
    assert not found[0].can_open
    assert "Device busy" in found[0].reason


def test_trying_leaves_no_stream_open() -> None:
    library = two_devices()
    catalogue(library).inputs()
    assert len(library.streams) == 3
    assert not [stream for stream in library.streams if stream.is_open]


@pytest.mark.parametrize(("host_api", "words"), [("Core Audio", "BlackHole"), ("ALSA", "Start one of them")])
def test_system_audio_is_refused_with_what_to_do(host_api: str, words: str) -> None:
    library = FakePortAudio([FakeDevice("Studio")], apis=[host_api])
    with pytest.raises(SourceUnavailable) as refusal:
        catalogue(library, host_api=host_api).open(ChannelId.parse("system_audio:default"))
    assert words in refusal.value.for_people()
    assert catalogue(library, host_api=host_api).inputs()[-1].reason == refusal.value.for_people()


def test_a_device_is_opened_by_its_name() -> None:
    library = two_devices()
    with catalogue(library).open(ChannelId.parse("mic:Studio")) as source:
        assert source.device == "Studio"
        assert library.streams[0].settings["device"] == 0


def test_an_unknown_device_is_refused_with_what_there_is() -> None:
    with pytest.raises(SourceUnavailable, match=r"no microphone “Yeti” here \(there are: Headset, Studio\)"):
        catalogue(two_devices()).open(ChannelId.parse("mic:Yeti"))


def test_a_device_plugged_in_later_is_found() -> None:
    library = FakePortAudio([])
    there = catalogue(library)
    assert not there.has_inputs()
    library.devices.append(FakeDevice("Studio"))
    assert there.open(MIC).device == "Studio"


def test_the_list_is_not_renewed_under_an_open_stream() -> None:
    library = two_devices()
    there = catalogue(library)
    source = there.open(MIC)
    before = library.initialised
    there.inputs()
    assert library.initialised == before
    source.close()
    there.has_inputs()
    assert library.initialised == before + 1


def test_a_refused_stream_does_not_count_as_open() -> None:
    library = FakePortAudio([FakeDevice("Studio", refuses="busy")])
    there = catalogue(library)
    with pytest.raises(SourceUnavailable):
        there.open(MIC)
    library.devices[0].refuses = ""
    before = library.initialised
    there.open(MIC).close()
    assert library.initialised == before + 1


def test_only_the_chosen_interface_of_windows_is_used_and_converts_rates() -> None:
    library = FakePortAudio(
        [FakeDevice("Microphone (Realtek High Definit", api=0), FakeDevice("Microphone (Realtek High Definition)", api=1)],
        apis=["MME", "Windows WASAPI"],
        default=1,
    )
    there = catalogue(library, host_api="Windows WASAPI", converts_rates=True)
    assert [info.device for info in there.inputs()[:-1]] == ["Microphone (Realtek High Definition)"] * 2
    assert library.streams[0].settings["extra_settings"] == WasapiSettings(auto_convert=True)


def test_a_system_without_that_interface_has_no_inputs() -> None:
    there = catalogue(FakePortAudio([FakeDevice("Studio")], apis=["JACK"]))
    assert [info.can_open for info in there.inputs()] == [False, False]
    with pytest.raises(SourceUnavailable, match="there are: none"):
        there.open(MIC)
