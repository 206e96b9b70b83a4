<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>Actions</name>
    <message>
        <source>About Lookhear</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Cancel, %n second(s) left</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Choose sources…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy last link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard recording…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard this recording?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the privacy pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fix permissions…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mute microphone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of it will be left. It goes on until you decide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Pause for %n minute(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Pause until tomorrow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Permissions and health…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set marker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show controls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CompactWindow</name>
    <message>
        <source>Lookhear</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Controls</name>
    <message>
        <source>All sounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Display</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One picture back (,)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One picture on (.)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skip pauses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed (&lt; and &gt;)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn the sound off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn the sound on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Volume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Volume (up and down)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is heard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole screen (F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{action} (M)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{action} (Space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{speed}×</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DisplayCard</name>
    <message>
        <source>Primary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The display that the system itself takes as the first one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, {size}, primary</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DisplaysPart</name>
    <message>
        <source>Display that the video begins with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Displays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for displays…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No display can be recorded here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows its number on each display for a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The video begins with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which is which?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Engine</name>
    <message>
        <source>A password does not belong into an address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A privacy pause lasts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a letter, a digit or an F key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allow it in the system&apos;s privacy settings and start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check DISPLAY, or start a desktop session.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a display, a microphone or system audio.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another combination.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose it with “Change…”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one before the next recording.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect one; recording takes it up at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End it first: nothing is recorded before that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install PortAudio (Debian and Ubuntu: libportaudio2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install it (Debian and Ubuntu: libpulse0).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is its drive connected?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It comes by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it out; the secret has a field of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move it away and sign in again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No microphone is being recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No microphone is connected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been recorded yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is being recorded any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is being recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was chosen to be recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the backend has this recording, and its receipt was left where it was made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the backend has this recording, so it cannot be renamed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recordings are handed over where the settings name a backend.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart PulseAudio or PipeWire.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say which one is meant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings → Backend and account names one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings → Permissions and health saves a diagnostic archive that helps to mend it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something unexpected happened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start PulseAudio or PipeWire, or set PULSE_SERVER.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start one of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the recording first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is not a line of JSON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is not there yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The X server has gone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The audio server does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The audio server does not tell its defaults.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The client library of the audio server (libpulse) is not installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to the audio server broke.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to the audio server was closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The display can no longer be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The display changed its place or size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The display was removed or changed its size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The display was removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder cannot be changed while something is recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder for recordings needs a whole path, from the root on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library is closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list shows what there is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recording answered something else than a line of JSON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recording gave an answer that this version does not know.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings file has something else there; the default is used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The synthetic device went away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The synthetic display is unplugged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system&apos;s keyring does not let go of the secret.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system&apos;s keyring does not take the secret.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no backend to hand it over to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no link yet: the backend has not answered so far.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no sound output whose sound could be recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such recording any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing that could be played.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This X server reports no changes (DAMAGE, XFIXES or RANDR is missing).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This recording is just being handed over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This recording is on this computer only, so there is no link to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This recording is still running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This system shows no display.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This was deleted for good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again when that is done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the whole name of one of them.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EntryDelegate</name>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the recording</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>A source cannot be recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A source has gone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A source that was chosen is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the address in Settings → Backend.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the disk, or choose another folder in Settings → Storage.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder, or change its permissions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another one, or plug it in again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose others; Settings → Permissions and health shows what is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space; what was recorded so far is safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is safe here; sign in again in Settings → Backend.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is safe on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is taken up again by itself as soon as it is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is tried again by itself; recordings are safe here meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lookhear is just closing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No encoder for pictures or sound works on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of the chosen sources can be recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is being recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plug it in, or choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings → Permissions and health saves a diagnostic archive that helps to mend it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings → Permissions and health shows what is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings → Permissions and health shows what to allow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something unexpected happened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it again to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That did not work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is not possible now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That makes no sense as it stands.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backend does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backend has no room left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backend is busy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backend refuses this recording.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The files of this recording cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder for recordings cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The former value is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The media of this recording is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recording cannot be handed over now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recording engine failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recording engine is busy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recording that runs cannot be told that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recording that runs does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system does not allow that to be recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are left as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This recording is in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This recording is not there any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This setting makes no sense.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again when that is done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What answers there is no capture backend, or too old a one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was recorded is safe; it can be stopped where it was started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whoever runs it has to free some space; recordings are safe here meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Hotkeys</name>
    <message>
        <source>Another program or the system has these keys. Press others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desktop did not bind these keys. Its keyboard settings can.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system gives no global hotkeys. Bind the command “lookhear toggle” in its keyboard settings instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no display whose keys could be heard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These keys do something else in Lookhear already. Press others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These keys work, but browsers and editors use them, and will no longer hear them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This desktop gives programs no global hotkeys. Bind the command “lookhear toggle” in its keyboard settings instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not one key with modifiers. Press for example Ctrl+Alt+R.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This key is needed for typing. Hold Ctrl, Alt or the system key with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This keyboard has no such key. Press another one.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeyField</name>
    <message>
        <source>Click here and press the keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No keys for “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message numerus="yes">
        <source>%n display(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n microphone(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>In the backend only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the backend has this recording. To be played it is fetched from there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This recording was interrupted. Everything that was captured until then is here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uploading {percent}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting to upload</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yesterday, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>system audio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LibraryWindow</name>
    <message>
        <source>Library</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Meter</name>
    <message>
        <source>Level</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NumberWindow</name>
    <message>
        <source>Display {number}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Picker</name>
    <message numerus="yes">
        <source>%n a second</source>
        <comment>pictures</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n channels</source>
        <comment>three or more</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n displays</source>
        <comment>two or more</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>As good as the screen itself to the eye, at about one and a half times the size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>At most %n picture(s) a second, and only while something moves.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a microphone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Display {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Display {number} – {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Half the size. Text stays readable; photos and films look soft.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record without a microphone?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record without it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record {sources}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sharp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Small files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text is clear. Right for almost everything.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Very smooth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your voice will not be in the recording. Settings → Recording can switch this question off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>display {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>microphone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mono</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stereo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>system audio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{rate} kHz</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PickerWindow</name>
    <message>
        <source>Choose what is recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fix permissions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No microphone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No microphone is connected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No system audio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System audio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system does not let Lookhear record yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no output whose sound could be recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What should be recorded?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you choose is remembered for these displays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you choose now counts from the next recording.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PicturePart</name>
    <message>
        <source>Movement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quality</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlayerWidget</name>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Player</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound only</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PreviewTile</name>
    <message>
        <source>Live preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live preview of {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PrivacyPause</name>
    <message>
        <source>A recording that runs is paused meanwhile, and nothing can begin. It ends by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No privacy pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is recorded until {moment}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PrivacyPromises</name>
    <message>
        <source>It opens no source that is switched off: a microphone that you did not choose is never listened to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It records nothing without its icon, its controls or its window showing so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It sends nothing anywhere but to the backend that you chose, and nothing at all when recordings are handed to nobody.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It writes no names of windows or recordings and no secrets into its log.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What Lookhear never does</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Back to the default: {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>0: none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A backend elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A click on the icon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A headset&apos;s microphone sounds like a phone call.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A track without proof and a full disk are always told.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address of the backend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address that gives a session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Animations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask before recording without a microphone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asks what to record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most, and only while something moves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Audio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backend and account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the link when a recording ends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Countdown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Devices are warmed up meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty: /init-session of the backend.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty: the usual place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder for recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For example https://capture.example.org</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>General</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep Lookhear&apos;s own windows out of the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep deleted recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep media here after they were handed over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the computer awake while recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KiB/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length of a privacy pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mute the microphone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause and go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause while the screen is locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Permissions and health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propose the built-in microphone over a Bluetooth headset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recordings are handed over to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set a marker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sharp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show levels while recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show notifications</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the controls while recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Small files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start and stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start when I log in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts a recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Storage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The menu and the hotkey offer the other one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To a hosted backend.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upload limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warn when the disk lasts for less than</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the system can.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where there is one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Back to the defaults…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every setting on “{page}” gets the value it came with. Recordings stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of all settings on this page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set this page back to its defaults?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsWindow</name>
    <message>
        <source>Lookhear settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No setting has all of these words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SoundPart</name>
    <message>
        <source>Level of {source}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off: it is not opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opened now for the meter alone; nothing is recorded yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This headset sounds like a phone call while its microphone is on. A wired or built-in one sounds better.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SoundRow</name>
    <message>
        <source>A headset without wires sounds like a phone call while its microphone is on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call quality</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>Free some space; what is recorded is safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It takes a minute to allow it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is recorded until {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused until {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Privacy pause until {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready to record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Recording in %n second(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Recordings are safe on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The disk lasts for %n more minute(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The other tracks go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system does not let Lookhear record everything.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Uploads: %n left</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{state}, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{track}: muted</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{track}: nothing recorded for %n second(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{track}: paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{track}: recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{track}: starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{track}: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{uploads}, {speed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{uploads}, {trouble}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StoragePanel</name>
    <message numerus="yes">
        <source>%n recording(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s) wait for a backend that does not answer now.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>At an ordinary pace; your own recordings will tell it better.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>At the pace of your latest %n recording(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted recordings are gone for good then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty the trash?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty trash…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder for recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some room, or keep recordings in a folder on another disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free up room now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept by this computer’s backend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later recordings are kept there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recordings that exist stay where they are and stay in the library. This computer’s backend keeps what it was given elsewhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removes media that your backend has and whose time here is over, and what was in the trash for long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is nearly full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to let go of now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the usual place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the disk is full of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{free} of {whole} free: about {hours} hours of recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} freed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} in {recordings}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Marker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was captured for {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused for {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Times</name>
    <message>
        <source>%1/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a few seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>about %n hour(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>about a minute</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
