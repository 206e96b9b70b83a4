"""From a choice to a plan."""

from __future__ import annotations

from lookhear.desktop.engine.planning import plan_of
from lookhear.desktop.engine.sources import Choice, DisplayOffer, Offers, SoundOffer
from lookhear.recorder.quality import Quality
from tests.fakes.engine_parts import DISPLAY, MIC, OUTPUT, channels

OFFERS = Offers(
    displays=(DisplayOffer(channel_id=DISPLAY, number=1, name="Screen", device="DP-1", width=160, height=96, is_primary=True),),
    microphones=(SoundOffer(channel_id=MIC, name="Desk", device="alsa", is_default=True),),
)


def test_what_is_chosen_is_planned_under_its_names() -> None:
    plan = plan_of(Choice(displays=(DISPLAY,), primary=DISPLAY, microphone=MIC, system_audio=None, fps=15, quality=Quality.SHARP), OFFERS)
    assert [(channel.channel_id, channel.name, channel.device) for channel in plan.channels] == [
        (DISPLAY, "Screen", "DP-1"),
        (MIC, "Desk", "alsa"),
    ]
    assert (plan.primary, plan.fps, plan.quality) == (DISPLAY, 15, Quality.SHARP)


def test_a_source_that_is_not_there_is_planned_all_the_same() -> None:
    plan = plan_of(Choice(displays=(), primary=None, microphone=None, system_audio=OUTPUT), OFFERS)
    assert [(channel.name, channel.device) for channel in plan.channels] == [("system audio", "")]
    assert plan.primary is None


def test_the_primary_display_is_always_one_of_the_chosen() -> None:
    second, third = channels("display:2", "display:3")
    assert plan_of(Choice(displays=(second, third), primary=DISPLAY, microphone=None, system_audio=None), OFFERS).primary == second
