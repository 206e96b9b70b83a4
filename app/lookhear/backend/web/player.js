// Plays one link: asks the backend what there is (facts.json), lets hls.js play it, and says in words how it stands.
"use strict";

(() => {
  const root = document.documentElement;
  const { slug, mode, problem } = root.dataset;
  const query = new URLSearchParams(location.search);
  const $ = (id) => document.getElementById(id);
  const stage = $("stage"), video = $("video"), seek = $("seek");

  const BEHIND_S = 12; // further from the end than this is not "live" any more
  const LATE_S = 5; // a picture older than this while following the end is caught up by a jump, not by playing faster
  const JUMP_MS = 6000; // between two such jumps
  const COMPLETE_MS = 2000; // that a recording which begins is given until all its tracks have begun
  const IDLE_MS = 2800;
  const STEP_S = 5;
  const ASK_MS = { waiting: 1500, live: 4000, stalled: 3000, ending: 2000, exporting: 1000 };
  const MIX_MS = 30000; // in which a sound may still join a recording that has just begun

  const state = { facts: null, hls: null, display: null, sound: null, skew: 0, isDragging: false, wasPlaying: false, attachedAt: 0, begunAt: 0, jumpedAt: 0, follows: true, failures: 0, wantsPlay: query.get("autoplay") !== "0" };

  // ------------------------------------------------------------------------------------------------ words and numbers
  const VEILS = {
    waiting: ["It has not begun yet", "The recording will play here by itself as soon as something arrives."],
    failed: ["Nothing was recorded", "This session failed before anything of it arrived."],
    removed: ["This recording was removed", "It was kept for as long as its owner wanted."],
    ended: ["There is nothing to play", "This session has ended, and nothing of it was kept."],
    unreachable: ["The backend does not answer", "The page tries again by itself."],
  };
  VEILS.live = VEILS.stalled = VEILS.ending = VEILS.waiting;
  VEILS.exporting = VEILS.ready = VEILS.ended;

  function clock(seconds) {
    const whole = Math.max(0, Math.floor(seconds));
    const h = Math.floor(whole / 3600), m = Math.floor(whole / 60) % 60, s = String(whole % 60).padStart(2, "0");
    return h ? `${h}:${String(m).padStart(2, "0")}:${s}` : `${m}:${s}`;
  }

  function seconds(text) { // 90, 1m30s, 1:30
    if (!text) return null;
    if (/^\d+(\.\d+)?s?$/.test(text)) return parseFloat(text);
    const named = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text);
    if (named) return (+named[1] || 0) * 3600 + (+named[2] || 0) * 60 + (+named[3] || 0);
    return /^[\d:]+$/.test(text) ? text.split(":").reduce((sum, part) => sum * 60 + +part, 0) : null;
  }

  const megabytes = (bytes) => (bytes < 1e6 ? "< 1 MB" : bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`);
  const icon = (button, name) => button.querySelector("use").setAttribute("href", `#i-${name}`);
  const isLive = () => Boolean(state.facts && state.facts.is_live && state.hls && state.hls.latestLevelDetails && state.hls.latestLevelDetails.live);

  // ------------------------------------------------------------------------------------------------ what is shown
  function veil(title, text, { still = false, light = false } = {}) {
    $("veil").hidden = !title && !light;
    $("veil").classList.toggle("still", still);
    $("veil").classList.toggle("light", light);
    $("veil-title").textContent = title || "";
    $("veil-text").textContent = text || "";
  }

  function notice(text) {
    $("notice").textContent = text || "";
    $("notice").hidden = !text;
  }

  function showFacts(facts) {
    const began = facts.started_at ? new Date(facts.started_at * 1000) : null;
    const day = began ? began.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" }) : "";
    const title = facts.title || facts.name || (began ? `Recording of ${day}` : "Recording");
    $("title").textContent = title;
    document.title = facts.state === "live" ? `● ${title}` : title;
    const words = { waiting: "not begun yet", live: "live", stalled: "live, but nothing arrives", ending: "ended; the rest is still arriving", exporting: "ended; its video file is being made", ready: "", ended: "", failed: "failed", removed: "removed" };
    const length = facts.is_live || !facts.duration ? "" : clock(facts.duration);
    const until = facts.expires_at ? `this link works until ${new Date(facts.expires_at * 1000).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" })}` : "";
    $("when").textContent = [title.includes(day) ? "" : day, length, words[facts.state], until].filter(Boolean).join(" · ");
    root.dataset.state = facts.state;
    const last = facts.stalled_for;
    notice(facts.state === "stalled" && facts.is_playable ? `Nothing has arrived${last ? ` for ${clock(last)}` : ""}. It goes on by itself when the recorder is back.` : "");
    const file = facts.videos.find((each) => each.channel === (state.display || each.channel)) || facts.videos[0];
    $("save").hidden = !file;
    if (file) {
      $("save").href = `${file.url}?download=1`;
      $("save-text").textContent = `Download (${megabytes(file.size)})`;
    }
    choices("display", facts.displays.length > 1 ? facts.displays : [], state.display || (facts.displays.find((each) => each.is_primary) || {}).id);
    stage.classList.toggle("sound-only", facts.is_playable && !facts.displays.length);
  }

  function choices(id, rows, chosen) {
    const select = $(id);
    $(`${id}-choice`).hidden = rows.length < 2;
    const wanted = rows.map((row) => `${row.id}\n${row.name}`).join("\n");
    if (select.dataset.rows !== wanted) {
      select.dataset.rows = wanted;
      select.replaceChildren(...rows.map((row) => new Option(row.name, row.id)));
    }
    if (chosen != null) select.value = String(chosen);
  }

  // ------------------------------------------------------------------------------------------------ asking the backend
  async function ask() {
    let next = null;
    try {
      const answer = await fetch(`/play/${slug}/facts.json`, { cache: "no-store" });
      if (answer.status === 404 || answer.status === 410) return gone(await answer.json());
      if (!answer.ok) throw new Error(String(answer.status));
      const facts = await answer.json();
      state.failures = 0;
      state.skew = facts.now - Date.now() / 1000;
      const before = state.facts;
      state.facts = facts;
      showFacts(facts);
      if (facts.is_playable && !state.hls && !video.src && isBegun(facts)) attach();
      else if (facts.is_playable && !state.hls && !video.src) next = 250;
      else if (!facts.is_playable) { stage.classList.add("empty"); const [title, text] = VEILS[facts.state] || VEILS.ended; veil(title, facts.state === "failed" && facts.error ? facts.error : text, { still: !["waiting", "live", "stalled", "ending"].includes(facts.state) }); }
      else if (before && facts.sounds.length + facts.displays.length > before.sounds.length + before.displays.length && Date.now() - state.attachedAt < MIX_MS) attach();
      next = next || ASK_MS[facts.state] || null;
    } catch {
      state.failures += 1;
      if (!state.facts || !state.facts.is_playable) veil(...VEILS.unreachable);
      else if (state.failures > 1) notice("The backend does not answer. The page tries again by itself.");
      next = Math.min(15000, 1500 * state.failures);
    }
    if (next !== null) setTimeout(ask, document.hidden ? Math.max(next, 10000) : next);
  }

  function isBegun(facts) { // a track that comes later would make the player begin again
    state.begunAt = state.begunAt || Date.now();
    const tracks = facts.displays.length + facts.sounds.length;
    const patience = facts.displays.length || !facts.displays_expected ? COMPLETE_MS : 6 * COMPLETE_MS;
    return !facts.is_live || tracks >= facts.tracks_expected || Date.now() - state.begunAt > patience;
  }

  function gone(body) {
    if (state.hls) { state.hls.destroy(); state.hls = null; }
    video.removeAttribute("src");
    stage.classList.add("empty");
    const isExpired = body.error_code === "LINK_EXPIRED";
    veil(isExpired ? "This link has expired" : "There is nothing behind this link", isExpired ? "Ask whoever sent it for a new one." : "It may have been taken back, or not been copied whole.", { still: true });
  }

  // ------------------------------------------------------------------------------------------------ playing
  function attach({ at = null } = {}) {
    const moment = at || (state.hls && !isAtEnd() ? state.hls.playingDate : null);
    const isFirst = !state.hls;
    if (state.hls) state.hls.destroy();
    state.attachedAt = Date.now();
    stage.classList.remove("empty");
    veil("", "", { light: true });
    const wanted = new URLSearchParams(state.display ? { display: state.display } : {});
    if (query.get("subtitles") === "true") wanted.set("subtitles", "true");
    const master = `/play/${slug}/master.m3u8${wanted.size ? `?${wanted}` : ""}`;
    if (!window.Hls || !Hls.isSupported()) {
      video.src = master;
      return begin();
    }
    const from = isFirst ? seconds(query.get("t")) : null;
    if (from !== null || moment) state.follows = false;
    const hls = new Hls({
      enableWorker: false, // fragmented MP4 needs no work that is worth a thread
      lowLatencyMode: true,
      backBufferLength: 60,
      maxBufferLength: 30,
      maxLiveSyncPlaybackRate: 1.3,
      startPosition: from === null ? -1 : from,
      fragLoadPolicy: policy(20000),
      playlistLoadPolicy: policy(20000),
      manifestLoadPolicy: policy(15000),
    });
    state.hls = hls;
    hls.on(Hls.Events.AUDIO_TRACKS_UPDATED, () => {
      const wanted = hls.audioTracks.findIndex((track) => track.name === state.sound);
      if (wanted >= 0) hls.audioTrack = wanted;
      showSounds();
    });
    hls.on(Hls.Events.AUDIO_TRACK_SWITCHED, showSounds);
    if (moment) hls.once(Hls.Events.LEVEL_UPDATED, () => goTo(moment));
    hls.on(Hls.Events.ERROR, (_, error) => failed(hls, error));
    hls.loadSource(master);
    hls.attachMedia(video);
    hls.once(Hls.Events.MANIFEST_PARSED, begin);
  }

  function policy(ms) {
    const retry = { maxNumRetry: 8, retryDelayMs: 500, maxRetryDelayMs: 8000, backoff: "exponential" };
    return { default: { maxTimeToFirstByteMs: ms, maxLoadTimeMs: 2 * ms, timeoutRetry: retry, errorRetry: retry } };
  }

  function failed(hls, error) {
    if (!error.fatal || hls !== state.hls) return;
    if (error.type === Hls.ErrorTypes.MEDIA_ERROR && !hls.hasRecovered) {
      hls.hasRecovered = true;
      hls.recoverMediaError();
      return;
    }
    const moment = hls.playingDate;
    hls.destroy();
    state.hls = null;
    notice("Playback was interrupted. The page tries again by itself.");
    setTimeout(() => { if (!state.hls) { attach({ at: moment }); ask(); } }, 3000);
  }

  async function begin() {
    notice("");
    if (!state.wantsPlay || (mode === "embed" && query.get("autoplay") !== "1" && !state.facts.is_live)) return invite();
    try {
      await video.play();
    } catch (error) {
      if (error.name !== "NotAllowedError") return;
      if (!state.facts.is_live) return invite();
      video.muted = true; // live pictures without sound are better than none
      $("unmute").hidden = false;
      await video.play().catch(invite);
    }
  }

  function invite() {
    $("big-play").hidden = false;
    veil("");
  }

  // ------------------------------------------------------------------------------------------------ time
  const range = () => {
    const { seekable } = video;
    return seekable.length ? [seekable.start(0), seekable.end(seekable.length - 1)] : [0, video.duration || 0];
  };

  const edge = () => (isLive() && Number.isFinite(state.hls.liveSyncPosition) ? state.hls.liveSyncPosition : range()[1]);
  const isAtEnd = () => isLive() && edge() - video.currentTime < BEHIND_S;

  function age() { // of the picture that is shown, in seconds
    const date = state.hls && state.hls.playingDate;
    return date ? Math.max(0, Date.now() / 1000 + state.skew - date.getTime() / 1000) : null;
  }

  function goTo(moment) { // a wall time, or the live end
    const details = state.hls && state.hls.latestLevelDetails;
    const first = details && details.fragments.find((fragment) => fragment.programDateTime);
    if (first) video.currentTime = Math.max(first.start, first.start + (moment.getTime() - first.programDateTime) / 1000);
  }

  function goLive() {
    state.follows = true;
    video.currentTime = edge();
    play();
  }

  function keepUp() { // whoever watches the end is not left behind by a stall
    const { hls } = state;
    if (!state.follows || video.paused || video.seeking || Date.now() - state.jumpedAt < JUMP_MS) return;
    const ahead = edge() - video.currentTime;
    if (age() > LATE_S && ahead > 1.5 && hls.latestLevelDetails.age < 3) {
      state.jumpedAt = Date.now();
      video.currentTime = edge();
    }
  }

  function move(by) {
    const [start, end] = range();
    const to = Math.min(Math.max(video.currentTime + by, start), isLive() ? edge() : end);
    state.follows = isLive() && to >= edge() - 1;
    video.currentTime = to;
    wake();
  }

  function tick() {
    const [start, end] = range();
    const length = Math.max(0.001, end - start);
    if (!state.isDragging) seek.value = String(Math.min(1000, ((video.currentTime - start) / length) * 1000));
    seek.style.setProperty("--at", `${+seek.value / 10}%`);
    const { buffered } = video;
    const loaded = buffered.length ? buffered.end(buffered.length - 1) : 0;
    seek.style.setProperty("--buffered", `${Math.min(100, ((loaded - start) / length) * 100)}%`);
    const live = isLive();
    $("at").textContent = clock((state.isDragging ? start + (+seek.value / 1000) * length : video.currentTime) - start);
    $("of").textContent = live ? "" : ` / ${clock(length)}`;
    $("live").hidden = !live;
    if (live) {
      keepUp();
      const old = age();
      const atEnd = isAtEnd() && !video.paused;
      $("live").classList.toggle("on", atEnd);
      $("live-text").textContent = old === null ? "Live" : atEnd ? `Live · ${old.toFixed(1)} s` : `Go live (${clock(old)} behind)`;
    }
  }

  // ------------------------------------------------------------------------------------------------ controls
  function play() {
    state.wantsPlay = true;
    $("big-play").hidden = true;
    video.play().catch(invite);
  }

  const toggle = () => (video.paused ? play() : video.pause());

  function mute() {
    video.muted = !video.muted;
    if (!video.muted && video.volume === 0) video.volume = 0.5;
  }

  function showVolume() {
    const volume = video.muted ? 0 : video.volume;
    $("volume").value = String(volume);
    $("volume").style.setProperty("--at", `${volume * 100}%`);
    $("volume").style.setProperty("--buffered", `${volume * 100}%`);
    icon($("mute"), volume ? "sound" : "muted");
    if (volume) $("unmute").hidden = true;
  }

  function showSounds() {
    const hls = state.hls;
    if (hls) choices("sound", hls.audioTracks.map((track, index) => ({ id: index, name: track.name })), hls.audioTrack);
  }

  function full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (stage.requestFullscreen) stage.requestFullscreen();
    else if (video.webkitEnterFullscreen) video.webkitEnterFullscreen();
  }

  let sleeping = 0;
  function wake() {
    stage.classList.remove("idle");
    clearTimeout(sleeping);
    sleeping = setTimeout(() => { if (!video.paused && !state.isDragging && !stage.querySelector("select:focus")) stage.classList.add("idle"); }, IDLE_MS);
  }

  const KEYS = {
    " ": toggle, k: toggle, m: mute, f: full,
    ArrowLeft: () => move(-STEP_S), ArrowRight: () => move(STEP_S), j: () => move(-2 * STEP_S), l: () => move(2 * STEP_S),
    Home: () => { state.follows = false; video.currentTime = range()[0]; }, End: () => (isLive() ? goLive() : (video.currentTime = range()[1])),
    ArrowUp: () => { video.volume = Math.min(1, video.volume + 0.1); }, ArrowDown: () => { video.volume = Math.max(0, video.volume - 0.1); },
  };

  function wire() {
    $("play").onclick = toggle;
    $("big-play").onclick = play;
    $("mute").onclick = mute;
    $("unmute").onclick = mute;
    $("full").onclick = full;
    $("live").onclick = goLive;
    video.onclick = toggle;
    $("volume").oninput = () => { video.volume = +$("volume").value; video.muted = video.volume === 0; };
    seek.oninput = () => { state.isDragging = true; tick(); };
    seek.onchange = () => {
      const [start, end] = range();
      state.isDragging = false;
      const to = start + (+seek.value / 1000) * (end - start);
      state.follows = isLive() && to >= edge() - 1;
      video.currentTime = to;
    };
    $("display").onchange = () => {
      const moment = isAtEnd() ? null : state.hls && state.hls.playingDate;
      state.display = $("display").value;
      attach({ at: moment });
      showFacts(state.facts);
    };
    $("sound").onchange = () => {
      state.hls.audioTrack = +$("sound").value;
      state.sound = state.hls.audioTracks[+$("sound").value].name;
    };
    for (const name of ["timeupdate", "progress", "durationchange", "seeking"]) video.addEventListener(name, tick);
    video.addEventListener("volumechange", showVolume);
    video.addEventListener("play", () => { icon($("play"), "pause"); $("play").setAttribute("aria-label", "Pause (space)"); $("big-play").hidden = true; wake(); });
    video.addEventListener("pause", () => { state.follows = false; icon($("play"), "play"); $("play").setAttribute("aria-label", "Play (space)"); wake(); });
    video.addEventListener("waiting", () => { if (!video.paused && !stage.classList.contains("empty")) veil("", "", { light: true }); });
    for (const name of ["playing", "canplay", "seeked"]) video.addEventListener(name, () => { if (video.readyState > 2) veil(""); });
    for (const name of ["pointermove", "pointerdown", "focusin"]) stage.addEventListener(name, wake);
    document.addEventListener("keydown", (event) => {
      const isTyping = event.target.matches && event.target.matches("select, textarea, a");
      const isPressing = event.target.matches && event.target.matches("button") && (event.key === " " || event.key === "Enter");
      const act = KEYS[event.key];
      if (!act || isTyping || isPressing || event.ctrlKey || event.metaKey || event.altKey || stage.classList.contains("empty")) return;
      event.preventDefault();
      act();
      wake();
    });
    setInterval(tick, 250);
    showVolume();
    tick();
  }

  if (problem) { stage.classList.add("empty"); $("veil").classList.add("still"); return; }
  stage.classList.add("empty");
  wire();
  ask();
  window.lookhearPlayer = { age, state, isLive }; // what measurements look at
})();
