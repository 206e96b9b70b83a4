<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar">
<context>
    <name></name>
    <message>
        <source>Hotkeys</source>
        <comment>This is not one key with modifiers. Press for example Ctrl+Alt+R.</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hotkeys</source>
        <comment>This key is needed for typing. Hold Ctrl, Alt or the system key with it.</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hotkeys</source>
        <comment>This keyboard has no such key. Press another one.</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hotkeys</source>
        <comment>Another program or the system has these keys. Press others.</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hotkeys</source>
        <comment>These keys do something else in Lookhear already. Press others.</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hotkeys</source>
        <comment>These keys work, but browsers and editors use them, and will no longer hear them.</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hotkeys</source>
        <comment>The desktop did not bind these keys. Its keyboard settings can.</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hotkeys</source>
        <comment>There is no display whose keys could be heard.</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hotkeys</source>
        <comment>This desktop gives programs no global hotkeys. Bind the command “lookhear toggle” in its keyboard settings instead.</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hotkeys</source>
        <comment>The system gives no global hotkeys. Bind the command “lookhear toggle” in its keyboard settings instead.</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
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
            <numerusform></numerusform>
            <numerusform></numerusform>
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
            <numerusform></numerusform>
            <numerusform></numerusform>
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
    <name>Engine</name>
    <message>
        <source>A password does not belong into an address.</source>
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
        <source>Connect one; recording takes it up at once.</source>
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
    <name>Settings</name>
    <message>
        <source>0: none</source>
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
        <source>Ask before recording without a microphone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most, and only while something moves.</source>
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
        <source>Mute the microphone</source>
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
        <source>Pictures a second</source>
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
        <source>Recordings are handed over to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set a marker</source>
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
        <source>Start and stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start when I log in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The menu and the hotkey offer the other one.</source>
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
        <source>s</source>
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
    <message>
        <source>about a minute</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
