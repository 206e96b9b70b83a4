<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>AboutPanel</name>
    <message>
        <source>A desktop recorder that seals what it sees and hears before it says so.</source>
        <translation>Ein Desktop-Rekorder, der sichert, was er sieht und hört, bevor er es meldet.</translation>
    </message>
    <message>
        <source>Copy version</source>
        <translation>Version kopieren</translation>
    </message>
    <message>
        <source>It uses Qt and PySide6 under the GNU LGPL, version 3, as separate libraries that you may replace, and FFmpeg with x264 through PyAV. The file NOTICE says what that means for whoever hands the program on.</source>
        <translation>Es nutzt Qt und PySide6 unter der GNU LGPL, Version 3, als eigene Bibliotheken, die Sie ersetzen dürfen, und FFmpeg mit x264 über PyAV. Was das für die Weitergabe des Programms bedeutet, steht in der Datei NOTICE.</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>Lookhear is free software under the Apache License, version 2.0.</source>
        <translation>Lookhear ist freie Software unter der Apache License, Version 2.0.</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>Packages and their licences</source>
        <translation>Pakete und ihre Lizenzen</translation>
    </message>
    <message>
        <source>The version is in the clipboard.</source>
        <translation>Die Version ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>see the package</source>
        <translation>siehe Paket</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>About Lookhear</source>
        <translation>Über Lookhear</translation>
    </message>
    <message numerus="yes">
        <source>Cancel, %n second(s) left</source>
        <translation>
            <numerusform>Abbrechen, noch %n Sekunde</numerusform>
            <numerusform>Abbrechen, noch %n Sekunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose sources…</source>
        <translation>Quellen wählen …</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>Copy last link</source>
        <translation>Letzten Link kopieren</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Discard recording…</source>
        <translation>Aufnahme verwerfen …</translation>
    </message>
    <message>
        <source>Discard this recording?</source>
        <translation>Diese Aufnahme verwerfen?</translation>
    </message>
    <message>
        <source>End the privacy pause</source>
        <translation>Privatsphäre-Pause beenden</translation>
    </message>
    <message>
        <source>Fix permissions…</source>
        <translation>Berechtigungen erteilen …</translation>
    </message>
    <message>
        <source>Keep recording</source>
        <translation>Weiter aufnehmen</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Live context</source>
        <translation>Live-Kontext</translation>
    </message>
    <message>
        <source>Marker</source>
        <translation>Markierung</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Mute microphone</source>
        <translation>Mikrofon stummschalten</translation>
    </message>
    <message>
        <source>Nothing of it will be left. It goes on until you decide.</source>
        <translation>Nichts davon bleibt übrig. Sie läuft weiter, bis Sie sich entscheiden.</translation>
    </message>
    <message>
        <source>Open library</source>
        <translation>Bibliothek öffnen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message numerus="yes">
        <source>Pause for %n minute(s)</source>
        <translation>
            <numerusform>%n Minute pausieren</numerusform>
            <numerusform>%n Minuten pausieren</numerusform>
        </translation>
    </message>
    <message>
        <source>Pause until tomorrow</source>
        <translation>Bis morgen pausieren</translation>
    </message>
    <message>
        <source>Permissions and health…</source>
        <translation>Berechtigungen und Zustand …</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Wird gesichert …</translation>
    </message>
    <message>
        <source>Set marker</source>
        <translation>Markierung setzen</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen …</translation>
    </message>
    <message>
        <source>Show controls</source>
        <translation>Bedienfenster zeigen</translation>
    </message>
    <message>
        <source>Start recording</source>
        <translation>Aufnahme starten</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Startet …</translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <translation>Aufnahme stoppen und beenden</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation>Aufnahme stoppen</translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation>Jetzt erneut versuchen</translation>
    </message>
</context>
<context>
    <name>BackendForm</name>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Address that gives a session</source>
        <translation>Adresse, die eine Sitzung gibt</translation>
    </message>
    <message>
        <source>Another address gives the session</source>
        <translation>Eine andere Adresse gibt die Sitzung</translation>
    </message>
    <message>
        <source>App that answers {path}</source>
        <translation>App, die {path} beantwortet</translation>
    </message>
    <message>
        <source>Empty: the one that is kept</source>
        <translation>Leer: das gespeicherte</translation>
    </message>
    <message>
        <source>Hide what is typed</source>
        <translation>Eingabe verbergen</translation>
    </message>
    <message>
        <source>Key or secret</source>
        <translation>Schlüssel oder Geheimnis</translation>
    </message>
    <message>
        <source>Kind of backend</source>
        <translation>Art des Backends</translation>
    </message>
    <message>
        <source>Lookhear backend, or another one with /init-session</source>
        <translation>Lookhear-Backend oder ein anderes mit /init-session</translation>
    </message>
    <message>
        <source>Show what is typed</source>
        <translation>Eingabe zeigen</translation>
    </message>
</context>
<context>
    <name>BackendPanel</name>
    <message>
        <source>Asking the backend…</source>
        <translation>Backend wird gefragt …</translation>
    </message>
    <message>
        <source>Check and use</source>
        <translation>Prüfen und verwenden</translation>
    </message>
    <message>
        <source>Forget the secret</source>
        <translation>Geheimnis vergessen</translation>
    </message>
    <message>
        <source>The secret for this address is kept no longer.</source>
        <translation>Das Geheimnis für diese Adresse wird nicht mehr aufbewahrt.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>Backends</name>
    <message>
        <source>Check the address and the kind; a sign-in page of the network answers like this as well.</source>
        <translation>Prüfen Sie Adresse und Art; auch eine Anmeldeseite des Netzwerks antwortet so.</translation>
    </message>
    <message>
        <source>Check the address and your connection, then try again.</source>
        <translation>Prüfen Sie Adresse und Verbindung und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Copy it once more, as one line without spaces.</source>
        <translation>Kopieren Sie es noch einmal, als eine Zeile ohne Leerzeichen.</translation>
    </message>
    <message>
        <source>It begins with https:// and holds no user name, ? or #.</source>
        <translation>Sie beginnt mit https:// und enthält weder Benutzernamen noch ? oder #.</translation>
    </message>
    <message>
        <source>It is spoken to without encryption: others on the way can see and hear what is recorded.</source>
        <translation>Die Verbindung ist unverschlüsselt: Andere auf dem Weg können sehen und hören, was aufgenommen wird.</translation>
    </message>
    <message>
        <source>It will be kept in the keyring of this system.</source>
        <translation>Es wird im Schlüsselbund dieses Systems aufbewahrt.</translation>
    </message>
    <message>
        <source>Nothing was sent. Ask whoever runs it.</source>
        <translation>Es wurde nichts gesendet. Fragen Sie, wer es betreibt.</translation>
    </message>
    <message>
        <source>Recordings stay on this computer and are handed to nobody.</source>
        <translation>Aufnahmen bleiben auf diesem Computer und werden niemandem übergeben.</translation>
    </message>
    <message>
        <source>That is not the address of a backend.</source>
        <translation>Das ist keine Adresse eines Backends.</translation>
    </message>
    <message>
        <source>The backend could not be asked.</source>
        <translation>Das Backend konnte nicht gefragt werden.</translation>
    </message>
    <message>
        <source>The backend does not accept this secret.</source>
        <translation>Das Backend nimmt dieses Geheimnis nicht an.</translation>
    </message>
    <message>
        <source>The backend of this computer</source>
        <translation>Das Backend dieses Computers</translation>
    </message>
    <message>
        <source>The certificate of {who} is not trusted by this computer.</source>
        <translation>Dieser Computer vertraut dem Zertifikat von {who} nicht.</translation>
    </message>
    <message>
        <source>The secret is kept in the keyring of this system.</source>
        <translation>Das Geheimnis liegt im Schlüsselbund dieses Systems.</translation>
    </message>
    <message>
        <source>This computer has no keyring: it will be kept in {file}, not encrypted, readable by you alone.</source>
        <translation>Dieser Computer hat keinen Schlüsselbund: Es kommt nach {file}, unverschlüsselt und nur für Sie lesbar.</translation>
    </message>
    <message>
        <source>This computer has no keyring: the secret is kept in {file}, not encrypted, readable by you alone.</source>
        <translation>Dieser Computer hat keinen Schlüsselbund: Das Geheimnis liegt in {file}, unverschlüsselt und nur für Sie lesbar.</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>Type the key or secret that you were given.</source>
        <translation>Geben Sie den Schlüssel oder das Geheimnis ein, das Sie bekommen haben.</translation>
    </message>
    <message>
        <source>What answers at {who} is no capture backend, or too old a one.</source>
        <translation>Was unter {who} antwortet, ist kein Aufnahme-Backend oder ein zu altes.</translation>
    </message>
    <message>
        <source>{who} answers and refuses.</source>
        <translation>{who} antwortet und lehnt ab.</translation>
    </message>
    <message>
        <source>{who} answers and takes recordings.</source>
        <translation>{who} antwortet und nimmt Aufnahmen an.</translation>
    </message>
    <message>
        <source>{who} does not answer.</source>
        <translation>{who} antwortet nicht.</translation>
    </message>
    <message>
        <source>{who} is busy or full.</source>
        <translation>{who} ist beschäftigt oder voll.</translation>
    </message>
    <message>
        <source>{who} wants to know who asks.</source>
        <translation>{who} will wissen, wer fragt.</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
</context>
<context>
    <name>CompactWindow</name>
    <message>
        <source>Backend</source>
        <translation>Backend</translation>
    </message>
    <message>
        <source>Choose sources</source>
        <translation>Quellen wählen</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>End it now</source>
        <translation>Jetzt beenden</translation>
    </message>
    <message>
        <source>Fix permissions</source>
        <translation>Berechtigungen erteilen</translation>
    </message>
    <message>
        <source>Lookhear</source>
        <translation>Lookhear</translation>
    </message>
    <message>
        <source>Nothing is chosen yet</source>
        <translation>Noch ist nichts gewählt</translation>
    </message>
    <message>
        <source>Records {sources}</source>
        <translation>Nimmt auf: {sources}</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>The link is in the clipboard.</source>
        <translation>Der Link ist in der Zwischenablage.</translation>
    </message>
</context>
<context>
    <name>Context</name>
    <message>
        <source>Alert: {label}</source>
        <translation>Alarm: {label}</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>Computer</translation>
    </message>
    <message>
        <source>Display {number}</source>
        <translation>Bildschirm {number}</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Nothing is understood yet: no engines are installed.</source>
        <translation>Noch wird nichts verstanden: Es sind keine Engines installiert.</translation>
    </message>
    <message>
        <source>Nothing is understood: the engines are switched off. Settings → Understanding switches them on.</source>
        <translation>Nichts wird verstanden: Die Engines sind ausgeschaltet. Unter Einstellungen → Verstehen schaltet man sie ein.</translation>
    </message>
    <message>
        <source>Nothing listens yet: no speech engine is installed.</source>
        <translation>Noch hört nichts zu: Es ist keine Engine für Sprache installiert.</translation>
    </message>
    <message>
        <source>Nothing listens: the engine for speech is switched off. Settings → Understanding switches it on.</source>
        <translation>Nichts hört zu: Die Engine für Sprache ist ausgeschaltet. Unter Einstellungen → Verstehen schaltet man sie ein.</translation>
    </message>
    <message>
        <source>Nothing reads the screen yet: no engine for that is installed.</source>
        <translation>Noch liest nichts den Bildschirm: Dafür ist keine Engine installiert.</translation>
    </message>
    <message>
        <source>Nothing reads the screen: the engine for that is switched off. Settings → Understanding switches it on.</source>
        <translation>Nichts liest den Bildschirm: Die Engine dafür ist ausgeschaltet. Unter Einstellungen → Verstehen schaltet man sie ein.</translation>
    </message>
    <message>
        <source>Nothing sums up yet: no language engine is installed.</source>
        <translation>Noch fasst nichts zusammen: Es ist keine Engine für Texte installiert.</translation>
    </message>
    <message>
        <source>Nothing sums up: the engine for that is switched off. Settings → Understanding switches it on.</source>
        <translation>Nichts fasst zusammen: Die Engine dafür ist ausgeschaltet. Unter Einstellungen → Verstehen schaltet man sie ein.</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>Bildschirm</translation>
    </message>
    <message>
        <source>Something could not be understood.</source>
        <translation>Etwas konnte nicht verstanden werden.</translation>
    </message>
    <message>
        <source>Speech</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Summaries</source>
        <translation>Zusammenfassungen</translation>
    </message>
    <message>
        <source>Summary, {who}</source>
        <translation>Zusammenfassung, {who}</translation>
    </message>
    <message>
        <source>This recording goes where nobody was asked to understand it.</source>
        <translation>Diese Aufnahme geht dorthin, wo niemand sie verstehen soll.</translation>
    </message>
    <message>
        <source>Understanding is switched off in the settings.</source>
        <translation>Das Verstehen ist in den Einstellungen ausgeschaltet.</translation>
    </message>
    <message>
        <source>While this computer is busy, what is understood comes late. It is made up for, and nothing is lost.</source>
        <translation>Solange dieser Computer beschäftigt ist, kommt das Verstandene später. Es wird nachgeholt, und nichts geht verloren.</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>engine is off</source>
        <translation>Engine ist aus</translation>
    </message>
    <message>
        <source>in trouble</source>
        <translation>gestört</translation>
    </message>
    <message>
        <source>listening</source>
        <translation>hört zu</translation>
    </message>
    <message>
        <source>no engine</source>
        <translation>keine Engine</translation>
    </message>
    <message>
        <source>not asked for</source>
        <translation>nicht gewünscht</translation>
    </message>
    <message>
        <source>nothing new for {time}</source>
        <translation>seit {time} nichts Neues</translation>
    </message>
    <message>
        <source>nothing to understand</source>
        <translation>nichts zu verstehen</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>liest</translation>
    </message>
    <message>
        <source>summing up</source>
        <translation>fasst zusammen</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>ausgeschaltet</translation>
    </message>
    <message>
        <source>waiting for the backend</source>
        <translation>wartet auf das Backend</translation>
    </message>
    <message>
        <source>{time} behind</source>
        <translation>{time} im Rückstand</translation>
    </message>
</context>
<context>
    <name>ContextWindow</name>
    <message>
        <source>Click a time to mark that moment.</source>
        <translation>Ein Klick auf eine Zeit markiert diesen Moment.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy what is selected, or everything that is shown</source>
        <translation>Kopiert die Auswahl oder alles, was zu sehen ist</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <source>Install…</source>
        <translation>Installieren …</translation>
    </message>
    <message>
        <source>Live context</source>
        <translation>Live-Kontext</translation>
    </message>
    <message>
        <source>Nothing was understood yet</source>
        <translation>Noch nichts verstanden</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen …</translation>
    </message>
    <message>
        <source>Start a recording: what is said and what is on the screen is shown here.</source>
        <translation>Starten Sie eine Aufnahme: Was gesagt wird und was auf dem Bildschirm steht, erscheint hier.</translation>
    </message>
    <message>
        <source>Stay at the newest line</source>
        <translation>Bei der neuesten Zeile bleiben</translation>
    </message>
    <message>
        <source>The text is in the clipboard.</source>
        <translation>Der Text ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>What is said and shown comes here in a moment.</source>
        <translation>Was gesagt und gezeigt wird, erscheint hier gleich.</translation>
    </message>
    <message>
        <source>What was understood</source>
        <translation>Was verstanden wurde</translation>
    </message>
    <message>
        <source>{time} is marked.</source>
        <translation>{time} ist markiert.</translation>
    </message>
</context>
<context>
    <name>Controls</name>
    <message>
        <source>All sounds</source>
        <translation>Alle Tonspuren</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>Bildschirm</translation>
    </message>
    <message>
        <source>One picture back (,)</source>
        <translation>Ein Bild zurück (,)</translation>
    </message>
    <message>
        <source>One picture on (.)</source>
        <translation>Ein Bild weiter (.)</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Skip pauses</source>
        <translation>Pausen überspringen</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source>Speed (&lt; and &gt;)</source>
        <translation>Geschwindigkeit (&lt; und &gt;)</translation>
    </message>
    <message>
        <source>Turn the sound off</source>
        <translation>Ton ausschalten</translation>
    </message>
    <message>
        <source>Turn the sound on</source>
        <translation>Ton einschalten</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>Volume (up and down)</source>
        <translation>Lautstärke (Pfeil auf und ab)</translation>
    </message>
    <message>
        <source>What is heard</source>
        <translation>Was zu hören ist</translation>
    </message>
    <message>
        <source>Whole screen (F)</source>
        <translation>Vollbild (F)</translation>
    </message>
    <message>
        <source>{action} (M)</source>
        <translation>{action} (M)</translation>
    </message>
    <message>
        <source>{action} (Space)</source>
        <translation>{action} (Leertaste)</translation>
    </message>
    <message>
        <source>{speed}×</source>
        <translation>{speed}×</translation>
    </message>
</context>
<context>
    <name>Deeds</name>
    <message numerus="yes">
        <source>%n file(s) saved as “{name}”.</source>
        <translation>
            <numerusform>%n Datei als „{name}“ gesichert.</numerusform>
            <numerusform>%n Dateien als „{name}“ gesichert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s) moved to the trash.</source>
        <translation>
            <numerusform>%n Aufnahme in den Papierkorb verschoben.</numerusform>
            <numerusform>%n Aufnahmen in den Papierkorb verschoben.</numerusform>
        </translation>
    </message>
    <message>
        <source>Export plays it in another program.</source>
        <translation>Exportieren Sie sie, um sie in einem anderen Programm abzuspielen.</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>The link is copied.</source>
        <translation>Der Link ist kopiert.</translation>
    </message>
    <message>
        <source>This recording cannot be played here.</source>
        <translation>Diese Aufnahme lässt sich hier nicht abspielen.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message numerus="yes">
        <source>%n recording(s)</source>
        <translation>
            <numerusform>%n Aufnahme</numerusform>
            <numerusform>%n Aufnahmen</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Choose a recording</source>
        <translation>Wählen Sie eine Aufnahme</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Fetching the recording</source>
        <translation>Aufnahme wird geholt</translation>
    </message>
    <message>
        <source>Getting the recording ready</source>
        <translation>Aufnahme wird vorbereitet</translation>
    </message>
</context>
<context>
    <name>DisplayCard</name>
    <message>
        <source>Primary</source>
        <translation>Primär</translation>
    </message>
    <message>
        <source>The display that the system itself takes as the first one.</source>
        <translation>Der Bildschirm, den das System selbst als ersten führt.</translation>
    </message>
    <message>
        <source>{name}, {size}</source>
        <translation>{name}, {size}</translation>
    </message>
    <message>
        <source>{name}, {size}, primary</source>
        <translation>{name}, {size}, primär</translation>
    </message>
</context>
<context>
    <name>DisplaysPart</name>
    <message>
        <source>Displays</source>
        <translation>Bildschirme</translation>
    </message>
    <message>
        <source>Looking for displays…</source>
        <translation>Bildschirme werden gesucht …</translation>
    </message>
    <message>
        <source>Main display of the video</source>
        <translation>Hauptbildschirm des Videos</translation>
    </message>
    <message>
        <source>No display can be recorded here</source>
        <translation>Hier lässt sich kein Bildschirm aufnehmen</translation>
    </message>
    <message>
        <source>Shows its number on each display for a moment.</source>
        <translation>Zeigt kurz auf jedem Bildschirm seine Nummer.</translation>
    </message>
    <message>
        <source>The video shows this one; each other display becomes a video of its own beside it.</source>
        <translation>Das Video zeigt diesen; jeder andere Bildschirm wird daneben ein eigenes Video.</translation>
    </message>
    <message>
        <source>Which is which?</source>
        <translation>Welcher ist welcher?</translation>
    </message>
</context>
<context>
    <name>DonePage</name>
    <message>
        <source>A click on the icon records, another one stops. A click with the other button opens the menu.</source>
        <translation>Ein Klick auf das Symbol nimmt auf, ein weiterer stoppt. Ein Klick mit der anderen Taste öffnet das Menü.</translation>
    </message>
    <message>
        <source>All set</source>
        <translation>Alles bereit</translation>
    </message>
    <message>
        <source>Choose sources and record…</source>
        <translation>Quellen wählen und aufnehmen …</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Everything you have just chosen, and more, whenever you change your mind.</source>
        <translation>Alles, was Sie gerade gewählt haben, und mehr, wann immer Sie es ändern möchten.</translation>
    </message>
    <message>
        <source>Everything you recorded: play it, search it, share it, export it.</source>
        <translation>Alles, was Sie aufgenommen haben: abspielen, durchsuchen, teilen, exportieren.</translation>
    </message>
    <message>
        <source>In a small window</source>
        <translation>In einem kleinen Fenster</translation>
    </message>
    <message>
        <source>In the library</source>
        <translation>In der Bibliothek</translation>
    </message>
    <message>
        <source>In the settings</source>
        <translation>In den Einstellungen</translation>
    </message>
    <message>
        <source>In the tray</source>
        <translation>Im Infobereich</translation>
    </message>
    <message>
        <source>Lookhear is ready. This is where you find it:</source>
        <translation>Lookhear ist bereit. Hier finden Sie es:</translation>
    </message>
    <message>
        <source>This desktop shows no icons of programs, so a small window has every control. Start Lookhear again to bring it up.</source>
        <translation>Dieser Desktop zeigt keine Programmsymbole, daher hat ein kleines Fenster alle Bedienelemente. Starten Sie Lookhear noch einmal, um es hervorzuholen.</translation>
    </message>
</context>
<context>
    <name>Engine</name>
    <message>
        <source>A password does not belong into an address.</source>
        <translation>Ein Passwort gehört nicht in eine Adresse.</translation>
    </message>
    <message>
        <source>A privacy pause lasts.</source>
        <translation>Es ist Privatsphäre-Pause.</translation>
    </message>
    <message>
        <source>A recording is running.</source>
        <translation>Eine Aufnahme läuft.</translation>
    </message>
    <message>
        <source>Add a letter, a digit or an F key.</source>
        <translation>Ergänzen Sie einen Buchstaben, eine Ziffer oder eine F-Taste.</translation>
    </message>
    <message>
        <source>Allow it in the system&apos;s privacy settings and start again.</source>
        <translation>Erlauben Sie es in den Datenschutz-Einstellungen des Systems und starten Sie erneut.</translation>
    </message>
    <message>
        <source>An address looks like https://capture.example.org</source>
        <translation>Eine Adresse sieht so aus: https://capture.example.org</translation>
    </message>
    <message>
        <source>Check DISPLAY, or start a desktop session.</source>
        <translation>Prüfen Sie DISPLAY oder starten Sie eine Desktop-Sitzung.</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>Prüfen Sie ihre Zugriffsrechte.</translation>
    </message>
    <message>
        <source>Check the disk.</source>
        <translation>Prüfen Sie den Datenträger.</translation>
    </message>
    <message>
        <source>Choose a display, a microphone or system audio.</source>
        <translation>Wählen Sie einen Bildschirm, ein Mikrofon oder den Systemton.</translation>
    </message>
    <message>
        <source>Choose an output in the sound settings.</source>
        <translation>Wählen Sie in den Toneinstellungen eine Ausgabe.</translation>
    </message>
    <message>
        <source>Choose another combination.</source>
        <translation>Wählen Sie eine andere Tastenkombination.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Choose it with “Change…”.</source>
        <translation>Wählen Sie ihn mit „Ändern …“.</translation>
    </message>
    <message>
        <source>Choose one before the next recording.</source>
        <translation>Wählen Sie vor der nächsten Aufnahme eines.</translation>
    </message>
    <message>
        <source>Connect one; recording takes it up at once.</source>
        <translation>Schließen Sie eines an; die Aufnahme nimmt es sofort auf.</translation>
    </message>
    <message>
        <source>Copy it once more, as one line.</source>
        <translation>Kopieren Sie es noch einmal, als eine Zeile.</translation>
    </message>
    <message>
        <source>End it first: nothing is recorded before that.</source>
        <translation>Beenden Sie sie zuerst: Vorher wird nichts aufgenommen.</translation>
    </message>
    <message>
        <source>End the pause first.</source>
        <translation>Beenden Sie zuerst die Pause.</translation>
    </message>
    <message>
        <source>Every source was lost; the recording stopped early.</source>
        <translation>Jede Quelle ging verloren; die Aufnahme endete vorzeitig.</translation>
    </message>
    <message>
        <source>Free some space before you record for long.</source>
        <translation>Schaffen Sie Platz, bevor Sie lange aufnehmen.</translation>
    </message>
    <message>
        <source>Install PortAudio (Debian and Ubuntu: libportaudio2).</source>
        <translation>Installieren Sie PortAudio (Debian und Ubuntu: libportaudio2).</translation>
    </message>
    <message>
        <source>Install it (Debian and Ubuntu: libpulse0).</source>
        <translation>Installieren Sie sie (Debian und Ubuntu: libpulse0).</translation>
    </message>
    <message>
        <source>Install one, or choose another.</source>
        <translation>Installieren Sie eine oder wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>Is its drive connected?</source>
        <translation>Ist sein Laufwerk angeschlossen?</translation>
    </message>
    <message>
        <source>It comes by itself.</source>
        <translation>Er kommt von selbst.</translation>
    </message>
    <message>
        <source>It may be too large for this computer.</source>
        <translation>Vielleicht ist sie zu groß für diesen Computer.</translation>
    </message>
    <message>
        <source>Its icon or its window can be used.</source>
        <translation>Sein Symbol oder Fenster lässt sich benutzen.</translation>
    </message>
    <message>
        <source>Leave it out; the secret has a field of its own.</source>
        <translation>Lassen Sie es weg; der geheime Schlüssel hat ein eigenes Feld.</translation>
    </message>
    <message>
        <source>Lookhear gave no whole answer.</source>
        <translation>Lookhear hat nicht vollständig geantwortet.</translation>
    </message>
    <message>
        <source>Move it away and sign in again.</source>
        <translation>Verschieben Sie sie und melden Sie sich neu an.</translation>
    </message>
    <message>
        <source>Move it away: the settings are to be kept there.</source>
        <translation>Verschieben Sie sie: Die Einstellungen sollen dort stehen.</translation>
    </message>
    <message>
        <source>No engine of this kind could begin.</source>
        <translation>Keine Engine dieser Art kann beginnen.</translation>
    </message>
    <message>
        <source>No microphone is being recorded.</source>
        <translation>Es wird kein Mikrofon aufgenommen.</translation>
    </message>
    <message>
        <source>No microphone is connected.</source>
        <translation>Es ist kein Mikrofon angeschlossen.</translation>
    </message>
    <message>
        <source>Nobody waits for this any more.</source>
        <translation>Darauf wartet niemand mehr.</translation>
    </message>
    <message>
        <source>Nothing has been recorded yet.</source>
        <translation>Es wurde noch nichts aufgenommen.</translation>
    </message>
    <message>
        <source>Nothing is being recorded any more.</source>
        <translation>Es wird nichts mehr aufgenommen.</translation>
    </message>
    <message>
        <source>Nothing is being recorded.</source>
        <translation>Es wird nichts aufgenommen.</translation>
    </message>
    <message>
        <source>Nothing is recorded in a privacy pause.</source>
        <translation>In einer Privatsphäre-Pause wird nichts aufgenommen.</translation>
    </message>
    <message>
        <source>Nothing was chosen to be recorded.</source>
        <translation>Es wurde nichts zum Aufnehmen gewählt.</translation>
    </message>
    <message>
        <source>Only the backend has this recording, and its receipt was left where it was made.</source>
        <translation>Diese Aufnahme liegt nur im Backend, und ihr Nachweis blieb dort, wo sie entstand.</translation>
    </message>
    <message>
        <source>Only the backend has this recording, so it cannot be renamed here.</source>
        <translation>Diese Aufnahme liegt nur im Backend und kann hier nicht umbenannt werden.</translation>
    </message>
    <message>
        <source>Recordings are handed over where the settings name a backend.</source>
        <translation>Aufnahmen werden übergeben, wenn die Einstellungen ein Backend nennen.</translation>
    </message>
    <message>
        <source>Recordings stay on this computer and are handed to nobody.</source>
        <translation>Aufnahmen bleiben auf diesem Computer und werden niemandem übergeben.</translation>
    </message>
    <message>
        <source>Reinstall the package av.</source>
        <translation>Installieren Sie das Paket av neu.</translation>
    </message>
    <message>
        <source>Restart PulseAudio or PipeWire.</source>
        <translation>Starten Sie PulseAudio oder PipeWire neu.</translation>
    </message>
    <message>
        <source>Say which one is meant.</source>
        <translation>Sagen Sie, welche gemeint ist.</translation>
    </message>
    <message>
        <source>Settings → Backend and account names one.</source>
        <translation>Einstellungen → Backend und Konto legt eines fest.</translation>
    </message>
    <message>
        <source>Settings → Permissions and health saves a diagnostic archive that helps to mend it.</source>
        <translation>Einstellungen → Berechtigungen und Zustand sichert ein Diagnosearchiv, das beim Beheben hilft.</translation>
    </message>
    <message>
        <source>Something unexpected happened.</source>
        <translation>Etwas Unerwartetes ist passiert.</translation>
    </message>
    <message>
        <source>Start PulseAudio or PipeWire, or set PULSE_SERVER.</source>
        <translation>Starten Sie PulseAudio oder PipeWire, oder setzen Sie PULSE_SERVER.</translation>
    </message>
    <message>
        <source>Start one of them.</source>
        <translation>Starten Sie eines davon.</translation>
    </message>
    <message>
        <source>Stop it first, then try the test recording again.</source>
        <translation>Stoppen Sie sie zuerst, dann versuchen Sie die Testaufnahme erneut.</translation>
    </message>
    <message>
        <source>Stop it first.</source>
        <translation>Stoppen Sie sie zuerst.</translation>
    </message>
    <message>
        <source>Stop the recording first.</source>
        <translation>Stoppen Sie zuerst die Aufnahme.</translation>
    </message>
    <message>
        <source>That cannot be a secret of a backend: it has spaces or other characters in it that none has.</source>
        <translation>Das kann kein Geheimnis eines Backends sein: Es enthält Leerzeichen oder andere Zeichen, die keines hat.</translation>
    </message>
    <message>
        <source>That is no line of text.</source>
        <translation>Das ist keine Zeile Text.</translation>
    </message>
    <message>
        <source>That is not a line of JSON.</source>
        <translation>Das ist keine JSON-Zeile.</translation>
    </message>
    <message>
        <source>The Finder does not show this.</source>
        <translation>Der Finder zeigt das nicht.</translation>
    </message>
    <message>
        <source>The X server has gone.</source>
        <translation>Der X-Server ist weg.</translation>
    </message>
    <message>
        <source>The application gave an answer that this version does not know.</source>
        <translation>Die Anwendung hat eine Antwort gegeben, die diese Version nicht kennt.</translation>
    </message>
    <message>
        <source>The audio server does not answer.</source>
        <translation>Der Audio-Server antwortet nicht.</translation>
    </message>
    <message>
        <source>The audio server does not tell its defaults.</source>
        <translation>Der Audio-Server nennt seine Standardgeräte nicht.</translation>
    </message>
    <message>
        <source>The audio system has not answered yet.</source>
        <translation>Das Tonsystem hat noch nicht geantwortet.</translation>
    </message>
    <message>
        <source>The backend of this computer answers.</source>
        <translation>Das Backend dieses Computers antwortet.</translation>
    </message>
    <message>
        <source>The backend of this computer keeps its data there.</source>
        <translation>Dort hält das Backend dieses Computers seine Daten.</translation>
    </message>
    <message>
        <source>The backend&apos;s line of news was lost.</source>
        <translation>Die Verbindung für Neuigkeiten vom Backend ist abgerissen.</translation>
    </message>
    <message>
        <source>The client library of the audio server (libpulse) is not installed.</source>
        <translation>Die Bibliothek für den Audio-Server (libpulse) ist nicht installiert.</translation>
    </message>
    <message>
        <source>The connection to the audio server broke.</source>
        <translation>Die Verbindung zum Audio-Server ist abgerissen.</translation>
    </message>
    <message>
        <source>The connection to the audio server was closed.</source>
        <translation>Die Verbindung zum Audio-Server wurde geschlossen.</translation>
    </message>
    <message>
        <source>The disk was full; the recording stopped early.</source>
        <translation>Der Datenträger war voll; die Aufnahme endete vorzeitig.</translation>
    </message>
    <message>
        <source>The display can no longer be read.</source>
        <translation>Der Bildschirm kann nicht mehr gelesen werden.</translation>
    </message>
    <message>
        <source>The display changed its place or size.</source>
        <translation>Der Bildschirm hat Platz oder Größe gewechselt.</translation>
    </message>
    <message>
        <source>The display was removed or changed its size.</source>
        <translation>Der Bildschirm wurde entfernt oder hat seine Größe geändert.</translation>
    </message>
    <message>
        <source>The display was removed.</source>
        <translation>Der Bildschirm wurde entfernt.</translation>
    </message>
    <message>
        <source>The engine did not answer in time.</source>
        <translation>Die Engine hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>The folder cannot be changed while something is recorded.</source>
        <translation>Der Ordner lässt sich während einer Aufnahme nicht ändern.</translation>
    </message>
    <message>
        <source>The folder could not be written any more; the recording stopped early.</source>
        <translation>In den Ordner konnte nicht mehr geschrieben werden; die Aufnahme endete vorzeitig.</translation>
    </message>
    <message>
        <source>The folder for recordings needs a whole path, from the root on.</source>
        <translation>Der Ordner für Aufnahmen braucht einen vollständigen Pfad.</translation>
    </message>
    <message>
        <source>The folder needs a whole path, from the root on.</source>
        <translation>Der Ordner braucht einen vollständigen Pfad.</translation>
    </message>
    <message>
        <source>The folder stands in the details.</source>
        <translation>Der Ordner steht in den Einzelheiten.</translation>
    </message>
    <message>
        <source>The library is closed.</source>
        <translation>Die Bibliothek ist geschlossen.</translation>
    </message>
    <message>
        <source>The list shows what there is.</source>
        <translation>Die Liste zeigt, was da ist.</translation>
    </message>
    <message>
        <source>The program ended unexpectedly; up to the last second may be missing.</source>
        <translation>Das Programm endete unerwartet; bis zu einer Sekunde kann am Ende fehlen.</translation>
    </message>
    <message>
        <source>The recording answered something else than a line of JSON.</source>
        <translation>Die Aufnahme hat etwas anderes als eine JSON-Zeile geantwortet.</translation>
    </message>
    <message>
        <source>The recording gave an answer that this version does not know.</source>
        <translation>Die Aufnahme hat eine Antwort gegeben, die diese Version nicht kennt.</translation>
    </message>
    <message>
        <source>The settings could not be read and are at their defaults.</source>
        <translation>Die Einstellungen waren nicht lesbar und stehen auf den Vorgaben.</translation>
    </message>
    <message>
        <source>The settings file has something else there; the default is used.</source>
        <translation>In der Einstellungsdatei steht dort etwas anderes; es gilt der Vorgabewert.</translation>
    </message>
    <message>
        <source>The synthetic display is unplugged.</source>
        <translation>Der künstliche Bildschirm ist abgezogen.</translation>
    </message>
    <message>
        <source>The system&apos;s keyring does not let go of the secret.</source>
        <translation>Der Schlüsselbund des Systems gibt das Geheimnis nicht frei.</translation>
    </message>
    <message>
        <source>The system&apos;s keyring does not take the secret.</source>
        <translation>Der Schlüsselbund des Systems nimmt das Geheimnis nicht an.</translation>
    </message>
    <message>
        <source>The test recording is running already.</source>
        <translation>Die Testaufnahme läuft bereits.</translation>
    </message>
    <message>
        <source>There is little room left there.</source>
        <translation>Dort ist wenig Platz.</translation>
    </message>
    <message>
        <source>There is no backend to hand it over to.</source>
        <translation>Es gibt kein Backend, dem sie übergeben werden könnte.</translation>
    </message>
    <message>
        <source>There is no file manager that answers here.</source>
        <translation>Hier antwortet kein Dateimanager.</translation>
    </message>
    <message>
        <source>There is no link yet: the backend has not answered so far.</source>
        <translation>Es gibt noch keinen Link: Das Backend hat bisher nicht geantwortet.</translation>
    </message>
    <message>
        <source>There is no sound output whose sound could be recorded.</source>
        <translation>Es gibt keine Tonausgabe, die aufgenommen werden könnte.</translation>
    </message>
    <message>
        <source>There is no such recording any more.</source>
        <translation>Diese Aufnahme gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>There is none.</source>
        <translation>Es gibt keines.</translation>
    </message>
    <message>
        <source>There is nothing that could be played.</source>
        <translation>Es gibt nichts abzuspielen.</translation>
    </message>
    <message>
        <source>This X server reports no changes (DAMAGE, XFIXES or RANDR is missing).</source>
        <translation>Dieser X-Server meldet keine Änderungen (DAMAGE, XFIXES oder RANDR fehlt).</translation>
    </message>
    <message>
        <source>This recording is just being handed over.</source>
        <translation>Diese Aufnahme wird gerade übergeben.</translation>
    </message>
    <message>
        <source>This recording is on this computer only, so there is no link to it.</source>
        <translation>Diese Aufnahme liegt nur auf diesem Computer, daher gibt es keinen Link.</translation>
    </message>
    <message>
        <source>This recording is still running.</source>
        <translation>Diese Aufnahme läuft noch.</translation>
    </message>
    <message>
        <source>This system shows no display.</source>
        <translation>Dieses System zeigt keinen Bildschirm.</translation>
    </message>
    <message>
        <source>This was deleted for good.</source>
        <translation>Das wurde endgültig gelöscht.</translation>
    </message>
    <message>
        <source>Try again when that is done.</source>
        <translation>Versuchen Sie es danach erneut.</translation>
    </message>
    <message>
        <source>Type it again; it has to be one line.</source>
        <translation>Geben Sie es noch einmal ein; es muss eine Zeile sein.</translation>
    </message>
    <message>
        <source>Unlock it, or allow Lookhear to use it, and try again.</source>
        <translation>Entsperren Sie ihn oder erlauben Sie Lookhear die Benutzung, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Write the whole name of one of them.</source>
        <translation>Schreiben Sie einen der Namen vollständig.</translation>
    </message>
    <message>
        <source>nothing was recorded.</source>
        <translation>nichts wurde aufgenommen.</translation>
    </message>
    <message>
        <source>only silence was heard.</source>
        <translation>nur Stille war zu hören.</translation>
    </message>
    <message>
        <source>what is needed to play it is lost.</source>
        <translation>was zum Abspielen nötig ist, ging verloren.</translation>
    </message>
</context>
<context>
    <name>EngineCard</name>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Empty: none</source>
        <translation>Leer: keiner</translation>
    </message>
    <message>
        <source>Empty: the one that is kept</source>
        <translation>Leer: das gespeicherte</translation>
    </message>
    <message>
        <source>Engine for {kind}</source>
        <translation>Engine für {kind}</translation>
    </message>
    <message>
        <source>Forget the key</source>
        <translation>Schlüssel vergessen</translation>
    </message>
    <message>
        <source>Install {engine}</source>
        <translation>{engine} installieren</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Runs the engine once, in a process of its own</source>
        <translation>Lässt die Engine einmal laufen, in einem eigenen Prozess</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>The engine is being installed…</source>
        <translation>Die Engine wird installiert …</translation>
    </message>
    <message>
        <source>The engine is tried…</source>
        <translation>Die Engine wird ausprobiert …</translation>
    </message>
    <message>
        <source>Use this</source>
        <translation>Das verwenden</translation>
    </message>
</context>
<context>
    <name>Engines</name>
    <message>
        <source>Alerts</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Automatic ({engine})</source>
        <translation>Automatisch ({engine})</translation>
    </message>
    <message>
        <source>Decides whether something that is watched for has happened.</source>
        <translation>Entscheidet, ob etwas geschehen ist, worauf gewartet wird.</translation>
    </message>
    <message>
        <source>Finds what means the same in other words.</source>
        <translation>Findet, was mit anderen Worten dasselbe bedeutet.</translation>
    </message>
    <message>
        <source>It works. Of the sample it made: “{text}” ({seconds} s)</source>
        <translation>Es funktioniert. Aus der Probe wurde: „{text}“ ({seconds} s)</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>Bildschirm</translation>
    </message>
    <message>
        <source>Search by meaning</source>
        <translation>Suche nach Bedeutung</translation>
    </message>
    <message>
        <source>Speech</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Summaries</source>
        <translation>Zusammenfassungen</translation>
    </message>
    <message>
        <source>Sums up, and answers prompts.</source>
        <translation>Fasst zusammen und beantwortet Anfragen.</translation>
    </message>
    <message>
        <source>Tells what is on the screen.</source>
        <translation>Sagt, was auf dem Bildschirm steht.</translation>
    </message>
    <message>
        <source>What it is given leaves this computer, if its address is elsewhere.</source>
        <translation>Was er bekommt, verlässt diesen Computer, wenn seine Adresse anderswo ist.</translation>
    </message>
    <message>
        <source>Writes down what is said.</source>
        <translation>Schreibt auf, was gesagt wird.</translation>
    </message>
    <message>
        <source>address is missing</source>
        <translation>Adresse fehlt</translation>
    </message>
    <message>
        <source>from {package}</source>
        <translation>aus {package}</translation>
    </message>
    <message>
        <source>licence: {name}</source>
        <translation>Lizenz: {name}</translation>
    </message>
    <message>
        <source>model is missing</source>
        <translation>Modell fehlt</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>nicht installiert</translation>
    </message>
    <message>
        <source>nothing installed</source>
        <translation>nichts installiert</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
</context>
<context>
    <name>EnginesPanel</name>
    <message>
        <source>Before anything that was said or shown is kept, searched or sent. How many there were is counted.</source>
        <translation>Bevor Gesagtes oder Gezeigtes aufbewahrt, durchsucht oder gesendet wird. Wie viele es waren, wird gezählt.</translation>
    </message>
    <message>
        <source>Engines</source>
        <translation>Engines</translation>
    </message>
    <message>
        <source>Keys are kept in the keyring of this system.</source>
        <translation>Schlüssel liegen im Schlüsselbund dieses Systems.</translation>
    </message>
    <message>
        <source>Keys are kept in {file}, not encrypted, readable by you alone.</source>
        <translation>Schlüssel liegen in {file}, nicht verschlüsselt, nur für Sie lesbar.</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird gesucht …</translation>
    </message>
    <message>
        <source>Mask keys, tokens and card numbers</source>
        <translation>Schlüssel, Token und Kartennummern unkenntlich machen</translation>
    </message>
    <message>
        <source>They run on this computer, beside everything else and never in its way. Services elsewhere are used where you choose one.</source>
        <translation>Sie laufen auf diesem Computer, neben allem anderen und nie im Weg. Dienste anderswo werden nur genutzt, wo Sie einen wählen.</translation>
    </message>
    <message>
        <source>What is never recorded…</source>
        <translation>Was nie aufgenommen wird …</translation>
    </message>
</context>
<context>
    <name>EntryDelegate</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of the recording</source>
        <translation>Name der Aufnahme</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>A source cannot be recorded.</source>
        <translation>Eine Quelle lässt sich nicht aufnehmen.</translation>
    </message>
    <message>
        <source>A source has gone.</source>
        <translation>Eine Quelle ist weg.</translation>
    </message>
    <message>
        <source>A source that was chosen is not there.</source>
        <translation>Eine gewählte Quelle ist nicht da.</translation>
    </message>
    <message>
        <source>Check the address in Settings → Backend.</source>
        <translation>Prüfen Sie die Adresse unter Einstellungen → Backend und Konto.</translation>
    </message>
    <message>
        <source>Check the disk, or choose another folder in Settings → Storage.</source>
        <translation>Prüfen Sie den Datenträger, oder wählen Sie unter Einstellungen → Speicher einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Choose another folder, or change its permissions.</source>
        <translation>Wählen Sie einen anderen Ordner, oder ändern Sie seine Zugriffsrechte.</translation>
    </message>
    <message>
        <source>Choose another one, or plug it in again.</source>
        <translation>Wählen Sie eine andere, oder schließen Sie sie wieder an.</translation>
    </message>
    <message>
        <source>Choose others; Settings → Permissions and health shows what is missing.</source>
        <translation>Wählen Sie andere; Einstellungen → Berechtigungen und Zustand zeigt, was fehlt.</translation>
    </message>
    <message>
        <source>Free some space; what was recorded so far is safe.</source>
        <translation>Schaffen Sie Platz; das bisher Aufgenommene ist sicher.</translation>
    </message>
    <message>
        <source>It is safe here; sign in again in Settings → Backend.</source>
        <translation>Hier ist sie sicher; melden Sie sich unter Einstellungen → Backend und Konto neu an.</translation>
    </message>
    <message>
        <source>It is safe on this computer.</source>
        <translation>Auf diesem Computer ist sie sicher.</translation>
    </message>
    <message>
        <source>It is taken up again by itself as soon as it is back.</source>
        <translation>Sobald sie zurück ist, wird sie von selbst wieder aufgenommen.</translation>
    </message>
    <message>
        <source>It is tried again by itself; recordings are safe here meanwhile.</source>
        <translation>Es wird von selbst erneut versucht; Aufnahmen sind hier solange sicher.</translation>
    </message>
    <message>
        <source>Look through them; what was there is kept beside them.</source>
        <translation>Sehen Sie sie durch; was dort stand, liegt daneben.</translation>
    </message>
    <message>
        <source>Lookhear is just closing.</source>
        <translation>Lookhear wird gerade beendet.</translation>
    </message>
    <message>
        <source>No encoder for pictures or sound works on this computer.</source>
        <translation>Auf diesem Computer funktioniert kein Encoder für Bild oder Ton.</translation>
    </message>
    <message>
        <source>None of the chosen sources can be recorded.</source>
        <translation>Keine der gewählten Quellen lässt sich aufnehmen.</translation>
    </message>
    <message>
        <source>Nothing is being recorded.</source>
        <translation>Es wird nichts aufgenommen.</translation>
    </message>
    <message>
        <source>Plug it in, or choose another one.</source>
        <translation>Schließen Sie sie an oder wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>Settings → Permissions and health saves a diagnostic archive that helps to mend it.</source>
        <translation>Einstellungen → Berechtigungen und Zustand sichert ein Diagnosearchiv, das beim Beheben hilft.</translation>
    </message>
    <message>
        <source>Settings → Permissions and health shows what is missing.</source>
        <translation>Einstellungen → Berechtigungen und Zustand zeigt, was fehlt.</translation>
    </message>
    <message>
        <source>Settings → Permissions and health shows what to allow.</source>
        <translation>Einstellungen → Berechtigungen und Zustand zeigt, was zu erlauben ist.</translation>
    </message>
    <message>
        <source>Something unexpected happened.</source>
        <translation>Etwas Unerwartetes ist passiert.</translation>
    </message>
    <message>
        <source>Start it again to go on.</source>
        <translation>Starten Sie es neu, um fortzufahren.</translation>
    </message>
    <message>
        <source>That did not work.</source>
        <translation>Das hat nicht geklappt.</translation>
    </message>
    <message>
        <source>That is not possible now.</source>
        <translation>Das ist jetzt nicht möglich.</translation>
    </message>
    <message>
        <source>That makes no sense as it stands.</source>
        <translation>Das ergibt so keinen Sinn.</translation>
    </message>
    <message>
        <source>The backend does not answer.</source>
        <translation>Das Backend antwortet nicht.</translation>
    </message>
    <message>
        <source>The backend has no room left.</source>
        <translation>Das Backend hat keinen Platz mehr.</translation>
    </message>
    <message>
        <source>The backend is busy.</source>
        <translation>Das Backend ist beschäftigt.</translation>
    </message>
    <message>
        <source>The backend refuses this recording.</source>
        <translation>Das Backend lehnt diese Aufnahme ab.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Der Datenträger ist voll.</translation>
    </message>
    <message>
        <source>The files of this recording cannot be read.</source>
        <translation>Die Dateien dieser Aufnahme sind nicht lesbar.</translation>
    </message>
    <message>
        <source>The folder cannot be written.</source>
        <translation>In den Ordner kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The folder for recordings cannot be used.</source>
        <translation>Der Ordner für Aufnahmen ist nicht benutzbar.</translation>
    </message>
    <message>
        <source>The former value is kept.</source>
        <translation>Der bisherige Wert bleibt.</translation>
    </message>
    <message>
        <source>The media of this recording is damaged.</source>
        <translation>Die Mediendaten dieser Aufnahme sind beschädigt.</translation>
    </message>
    <message>
        <source>The recording cannot be handed over now.</source>
        <translation>Die Aufnahme kann jetzt nicht übergeben werden.</translation>
    </message>
    <message>
        <source>The recording engine failed.</source>
        <translation>Die Aufnahme-Engine ist ausgefallen.</translation>
    </message>
    <message>
        <source>The recording engine is busy.</source>
        <translation>Die Aufnahme-Engine ist beschäftigt.</translation>
    </message>
    <message>
        <source>The recording that runs cannot be told that.</source>
        <translation>Das lässt sich der laufenden Aufnahme nicht mitteilen.</translation>
    </message>
    <message>
        <source>The recording that runs does not answer.</source>
        <translation>Die laufende Aufnahme antwortet nicht.</translation>
    </message>
    <message>
        <source>The settings could not be read and are at their defaults.</source>
        <translation>Die Einstellungen waren nicht lesbar und stehen auf den Vorgaben.</translation>
    </message>
    <message>
        <source>The system does not allow that to be recorded.</source>
        <translation>Das System erlaubt diese Aufnahme nicht.</translation>
    </message>
    <message>
        <source>They are left as they are.</source>
        <translation>Sie bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>This recording is in use.</source>
        <translation>Diese Aufnahme wird gerade benutzt.</translation>
    </message>
    <message>
        <source>This recording is not there any more.</source>
        <translation>Diese Aufnahme ist nicht mehr da.</translation>
    </message>
    <message>
        <source>This setting makes no sense.</source>
        <translation>Diese Einstellung ergibt keinen Sinn.</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>Try again when that is done.</source>
        <translation>Versuchen Sie es danach erneut.</translation>
    </message>
    <message>
        <source>What answers there is no capture backend, or too old a one.</source>
        <translation>Was dort antwortet, ist kein Aufnahme-Backend oder ein zu altes.</translation>
    </message>
    <message>
        <source>What was recorded is safe; it can be stopped where it was started.</source>
        <translation>Das Aufgenommene ist sicher; gestoppt werden kann die Aufnahme dort, wo sie gestartet wurde.</translation>
    </message>
    <message>
        <source>Whoever runs it has to free some space; recordings are safe here meanwhile.</source>
        <translation>Wer es betreibt, muss Platz schaffen; Aufnahmen sind hier solange sicher.</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Export the recording</source>
        <translation>Aufnahme exportieren</translation>
    </message>
    <message>
        <source>Exporting “{name}”</source>
        <translation>„{name}“ wird exportiert</translation>
    </message>
    <message>
        <source>Video (*.mp4)</source>
        <translation>Video (*.mp4)</translation>
    </message>
</context>
<context>
    <name>Filters</name>
    <message>
        <source>First day</source>
        <translation>Erster Tag</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Letzter Tag</translation>
    </message>
    <message>
        <source>Search names, dates, what was said and shown</source>
        <translation>Namen, Daten, Gesagtes und Gezeigtes suchen</translation>
    </message>
    <message>
        <source>Search the recordings</source>
        <translation>Aufnahmen durchsuchen</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
</context>
<context>
    <name>FirstRunWindow</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Welcome to Lookhear</source>
        <translation>Willkommen bei Lookhear</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>Lookhear does not start when you log in: that was switched off in the system’s own settings.</source>
        <translation>Lookhear startet nicht beim Anmelden: Das wurde in den Systemeinstellungen abgeschaltet.</translation>
    </message>
    <message>
        <source>Switch it on there, or below.</source>
        <translation>Schalten Sie es dort oder unten ein.</translation>
    </message>
    <message>
        <source>This system has no list of programs that start at login.</source>
        <translation>Dieses System hat keine Liste von Programmen, die beim Anmelden starten.</translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message>
        <source>Backend</source>
        <translation>Backend</translation>
    </message>
    <message>
        <source>Choose an output in the system’s sound settings. You can record without.</source>
        <translation>Wählen Sie in den Toneinstellungen des Systems eine Ausgabe. Aufnehmen geht auch ohne.</translation>
    </message>
    <message>
        <source>Choose another folder under Storage.</source>
        <translation>Wählen Sie unter Speicher einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Connect a display, and log in to a session that programs may look at.</source>
        <translation>Schließen Sie einen Bildschirm an und melden Sie sich in einer Sitzung an, die Programme sehen dürfen.</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Datenträger</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>Bildschirm</translation>
    </message>
    <message>
        <source>Folder for recordings</source>
        <translation>Ordner für Aufnahmen</translation>
    </message>
    <message>
        <source>Free some room: an hour of a busy desktop takes up to 5 GB.</source>
        <translation>Schaffen Sie Platz: Eine Stunde lebhafter Desktop braucht bis zu 5 GB.</translation>
    </message>
    <message>
        <source>In a file that only you can read, because there is no keyring</source>
        <translation>In einer Datei, die nur Sie lesen können, weil es keinen Schlüsselbund gibt</translation>
    </message>
    <message>
        <source>In the system’s keyring</source>
        <translation>Im Schlüsselbund des Systems</translation>
    </message>
    <message>
        <source>Install Lookhear again.</source>
        <translation>Installieren Sie Lookhear neu.</translation>
    </message>
    <message>
        <source>Look at Backend and account. Recordings are safe here until it answers.</source>
        <translation>Sehen Sie unter Backend und Konto nach. Aufnahmen sind hier sicher, bis es antwortet.</translation>
    </message>
    <message>
        <source>Look through the settings; what could not be read is at its default.</source>
        <translation>Sehen Sie die Einstellungen durch; was nicht lesbar war, steht auf der Vorgabe.</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Not possible here</source>
        <translation>Hier nicht möglich</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Ein</translation>
    </message>
    <message>
        <source>Passwords and tokens</source>
        <translation>Passwörter und Schlüssel</translation>
    </message>
    <message>
        <source>Plug one in, or choose one in the system’s sound settings. You can record without.</source>
        <translation>Schließen Sie eines an oder wählen Sie eines in den Toneinstellungen des Systems. Aufnehmen geht auch ohne.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Start at login</source>
        <translation>Start beim Anmelden</translation>
    </message>
    <message>
        <source>Switch it off and on again under General.</source>
        <translation>Schalten Sie es unter Allgemein aus und wieder ein.</translation>
    </message>
    <message>
        <source>Switched off by the system</source>
        <translation>Vom System abgeschaltet</translation>
    </message>
    <message>
        <source>System audio</source>
        <translation>Systemton</translation>
    </message>
    <message>
        <source>That is as safe as your account. Install a keyring to have them encrypted.</source>
        <translation>Das ist so sicher wie Ihr Benutzerkonto. Mit einem Schlüsselbund werden sie verschlüsselt.</translation>
    </message>
    <message>
        <source>This computer’s own, which starts when it is needed</source>
        <translation>Das eigene dieses Computers, das bei Bedarf startet</translation>
    </message>
    <message>
        <source>Video encoder</source>
        <translation>Video-Encoder</translation>
    </message>
    <message>
        <source>{size} free</source>
        <translation>{size} frei</translation>
    </message>
</context>
<context>
    <name>HealthPanel</name>
    <message>
        <source>Archives (*.zip)</source>
        <translation>Archive (*.zip)</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>For whoever helps you</source>
        <translation>Für alle, die Ihnen helfen</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird gesucht …</translation>
    </message>
    <message>
        <source>Opens every display, the microphone and the system audio for a moment, and asks the backend</source>
        <translation>Öffnet kurz jeden Bildschirm, das Mikrofon und den Systemton und fragt das Backend</translation>
    </message>
    <message>
        <source>Save diagnostic archive</source>
        <translation>Diagnosearchiv sichern</translation>
    </message>
    <message>
        <source>Save diagnostic archive…</source>
        <translation>Diagnosearchiv sichern …</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>Gesichert als {path}</translation>
    </message>
    <message>
        <source>The diagnostic archive holds this report, your settings, figures of the latest recordings and the log. It has no pictures, no sound, no names of recordings or windows and no secrets in it. It is sent to nobody: read it, then hand it on if you like.</source>
        <translation>Das Diagnosearchiv enthält diesen Bericht, Ihre Einstellungen, Zahlen zu den letzten Aufnahmen und das Protokoll. Es enthält weder Bilder noch Ton, keine Namen von Aufnahmen oder Fenstern und keine Geheimnisse. Es wird niemandem gesendet: Lesen Sie es und geben Sie es weiter, wenn Sie mögen.</translation>
    </message>
    <message>
        <source>The report is in the clipboard.</source>
        <translation>Der Bericht ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>Try everything</source>
        <translation>Alles ausprobieren</translation>
    </message>
    <message>
        <source>Trying everything…</source>
        <translation>Alles wird ausprobiert …</translation>
    </message>
    <message>
        <source>What works here</source>
        <translation>Was hier funktioniert</translation>
    </message>
</context>
<context>
    <name>HitList</name>
    <message>
        <source>Places that were found</source>
        <translation>Gefundene Stellen</translation>
    </message>
</context>
<context>
    <name>Hotkeys</name>
    <message>
        <source>Another program or the system has these keys. Press others.</source>
        <translation>Diese Tasten gehören schon einem anderen Programm oder dem System. Drücken Sie andere.</translation>
    </message>
    <message>
        <source>The desktop did not bind these keys. Its keyboard settings can.</source>
        <translation>Der Desktop hat diese Tasten nicht belegt. In seinen Tastatureinstellungen geht es.</translation>
    </message>
    <message>
        <source>The system gives no global hotkeys. Bind the command “lookhear toggle” in its keyboard settings instead.</source>
        <translation>Das System bietet keine globalen Tastenkürzel. Belegen Sie stattdessen in seinen Tastatureinstellungen den Befehl „lookhear toggle“.</translation>
    </message>
    <message>
        <source>There is no display whose keys could be heard.</source>
        <translation>Es gibt keinen Bildschirm, dessen Tasten gehört werden könnten.</translation>
    </message>
    <message>
        <source>These keys do something else in Lookhear already. Press others.</source>
        <translation>Diese Tasten tun in Lookhear schon etwas anderes. Drücken Sie andere.</translation>
    </message>
    <message>
        <source>These keys work, but browsers and editors use them, and will no longer hear them.</source>
        <translation>Diese Tasten funktionieren, aber Browser und Editoren benutzen sie und bekommen sie dann nicht mehr.</translation>
    </message>
    <message>
        <source>This desktop gives programs no global hotkeys. Bind the command “lookhear toggle” in its keyboard settings instead.</source>
        <translation>Dieser Desktop gibt Programmen keine globalen Tastenkürzel. Belegen Sie stattdessen in seinen Tastatureinstellungen den Befehl „lookhear toggle“.</translation>
    </message>
    <message>
        <source>This is not one key with modifiers. Press for example Ctrl+Alt+R.</source>
        <translation>Das ist keine Taste mit Zusatztasten. Drücken Sie zum Beispiel Strg+Alt+R.</translation>
    </message>
    <message>
        <source>This key is needed for typing. Hold Ctrl, Alt or the system key with it.</source>
        <translation>Diese Taste wird zum Schreiben gebraucht. Halten Sie Strg, Alt oder die Systemtaste dazu.</translation>
    </message>
    <message>
        <source>This keyboard has no such key. Press another one.</source>
        <translation>Diese Tastatur hat keine solche Taste. Drücken Sie eine andere.</translation>
    </message>
</context>
<context>
    <name>KeyEdit</name>
    <message>
        <source>Press keys</source>
        <translation>Tasten drücken</translation>
    </message>
</context>
<context>
    <name>KeyField</name>
    <message>
        <source>Click here and press the keys</source>
        <translation>Hier klicken und die Tasten drücken</translation>
    </message>
    <message>
        <source>No keys for “{name}”</source>
        <translation>Keine Tasten für „{name}“</translation>
    </message>
</context>
<context>
    <name>LastCard</name>
    <message>
        <source>Copy link</source>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>Saved, {time}</source>
        <translation>Gesichert, {time}</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Ansehen</translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message numerus="yes">
        <source>%n display(s)</source>
        <translation>
            <numerusform>%n Bildschirm</numerusform>
            <numerusform>%n Bildschirme</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n microphone(s)</source>
        <translation>
            <numerusform>%n Mikrofon</numerusform>
            <numerusform>%n Mikrofone</numerusform>
        </translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Jederzeit</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>Von … bis …</translation>
    </message>
    <message>
        <source>In the backend only</source>
        <translation>Nur im Backend</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Braucht Aufmerksamkeit</translation>
    </message>
    <message>
        <source>On the screen</source>
        <translation>Auf dem Bildschirm</translation>
    </message>
    <message>
        <source>Only the backend has this recording. To be played it is fetched from there.</source>
        <translation>Diese Aufnahme liegt nur im Backend. Zum Abspielen wird sie von dort geholt.</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme läuft</translation>
    </message>
    <message>
        <source>Recovered</source>
        <translation>Wiederhergestellt</translation>
    </message>
    <message>
        <source>Said</source>
        <translation>Gesagt</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>This recording was interrupted. Everything that was captured until then is here.</source>
        <translation>Diese Aufnahme wurde unterbrochen. Alles bis dahin Aufgenommene ist da.</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>Dieses Jahr</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Today, {time}</source>
        <translation>Heute, {time}</translation>
    </message>
    <message>
        <source>Uploading {percent}</source>
        <translation>Wird hochgeladen: {percent}</translation>
    </message>
    <message>
        <source>Waiting to upload</source>
        <translation>Wartet auf das Hochladen</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>Yesterday, {time}</source>
        <translation>Gestern, {time}</translation>
    </message>
    <message>
        <source>system audio</source>
        <translation>Systemton</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day}, {time}</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>„{text}“</translation>
    </message>
</context>
<context>
    <name>LibraryWindow</name>
    <message numerus="yes">
        <source>%n recording(s) · {size}</source>
        <translation>
            <numerusform>%n Aufnahme · {size}</numerusform>
            <numerusform>%n Aufnahmen · {size}</numerusform>
        </translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>No recordings yet</source>
        <translation>Noch keine Aufnahmen</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Record…</source>
        <translation>Aufnehmen …</translation>
    </message>
    <message>
        <source>Searching what was said and shown…</source>
        <translation>Gesagtes und Gezeigtes wird durchsucht …</translation>
    </message>
    <message>
        <source>Show all recordings</source>
        <translation>Alle Aufnahmen zeigen</translation>
    </message>
    <message>
        <source>What you record is found here again.</source>
        <translation>Was Sie aufnehmen, finden Sie hier wieder.</translation>
    </message>
</context>
<context>
    <name>LineTools</name>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Find in the text</source>
        <translation>Im Text suchen</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Nächste Stelle</translation>
    </message>
    <message>
        <source>Place before</source>
        <translation>Vorherige Stelle</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>Was gezeigt wird</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>{at} of {count}</source>
        <translation>{at} von {count}</translation>
    </message>
</context>
<context>
    <name>MannersPage</name>
    <message>
        <source>A key to start and stop</source>
        <translation>Eine Taste zum Starten und Stoppen</translation>
    </message>
    <message>
        <source>Close at hand</source>
        <translation>Griffbereit</translation>
    </message>
    <message>
        <source>It waits in the tray and opens nothing.</source>
        <translation>Es wartet im Infobereich und öffnet nichts.</translation>
    </message>
    <message>
        <source>It works in every program. Take one that none of them uses.</source>
        <translation>Sie wirkt in jedem Programm. Nehmen Sie eine, die keines davon benutzt.</translation>
    </message>
    <message>
        <source>Start and stop</source>
        <translation>Starten und stoppen</translation>
    </message>
    <message>
        <source>Start when I log in</source>
        <translation>Beim Anmelden starten</translation>
    </message>
    <message>
        <source>Two things that many people like. Both are off until you switch them on.</source>
        <translation>Zwei Dinge, die viele mögen. Beide sind aus, bis Sie sie einschalten.</translation>
    </message>
    <message>
        <source>Use {keys}</source>
        <translation>{keys} verwenden</translation>
    </message>
</context>
<context>
    <name>Meter</name>
    <message>
        <source>Level</source>
        <translation>Pegel</translation>
    </message>
</context>
<context>
    <name>NoticePopup</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>A recording was recovered</source>
        <translation>Eine Aufnahme wurde wiederhergestellt</translation>
    </message>
    <message>
        <source>An upload needs your help</source>
        <translation>Ein Hochladen braucht Ihre Hilfe</translation>
    </message>
    <message>
        <source>Click here to see what to do.</source>
        <translation>Hier klicken, um zu sehen, was zu tun ist.</translation>
    </message>
    <message>
        <source>Free some space. The recording ends by itself before the disk is full, and nothing is lost.</source>
        <translation>Schaffen Sie Platz. Die Aufnahme endet von selbst, bevor der Datenträger voll ist, und nichts geht verloren.</translation>
    </message>
    <message>
        <source>It is in the library, and can be deleted there.</source>
        <translation>Sie ist in der Bibliothek und kann dort gelöscht werden.</translation>
    </message>
    <message>
        <source>It is recorded again.</source>
        <translation>Es wird wieder aufgenommen.</translation>
    </message>
    <message>
        <source>It was interrupted, and what was recorded until then is in the library.</source>
        <translation>Sie wurde unterbrochen; was bis dahin aufgenommen wurde, ist in der Bibliothek.</translation>
    </message>
    <message>
        <source>Nothing is being recorded</source>
        <translation>Es wird nichts aufgenommen</translation>
    </message>
    <message>
        <source>Recording has begun</source>
        <translation>Die Aufnahme läuft</translation>
    </message>
    <message>
        <source>Recording saved</source>
        <translation>Aufnahme gesichert</translation>
    </message>
    <message numerus="yes">
        <source>The disk lasts for %n more minute(s)</source>
        <translation>
            <numerusform>Der Platz reicht noch für %n Minute</numerusform>
            <numerusform>Der Platz reicht noch für %n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>The link is in the clipboard.</source>
        <translation>Der Link ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>The other tracks go on. It is tried again by itself.</source>
        <translation>Die anderen Spuren laufen weiter. Es wird von selbst erneut versucht.</translation>
    </message>
    <message>
        <source>The recording can be watched from its link.</source>
        <translation>Die Aufnahme ist über ihren Link zu sehen.</translation>
    </message>
    <message>
        <source>The recording could not be discarded</source>
        <translation>Die Aufnahme konnte nicht verworfen werden</translation>
    </message>
    <message>
        <source>The recording ended early</source>
        <translation>Die Aufnahme endete vorzeitig</translation>
    </message>
    <message>
        <source>The recording goes on without it, and with it as soon as it is back.</source>
        <translation>Die Aufnahme läuft ohne sie weiter, und wieder mit ihr, sobald sie zurück ist.</translation>
    </message>
    <message>
        <source>The recording is safe on this computer.</source>
        <translation>Die Aufnahme ist auf diesem Computer sicher.</translation>
    </message>
    <message>
        <source>The system no longer allows everything</source>
        <translation>Das System erlaubt nicht mehr alles</translation>
    </message>
    <message>
        <source>The system no longer allows the microphone</source>
        <translation>Das System erlaubt das Mikrofon nicht mehr</translation>
    </message>
    <message>
        <source>The system no longer allows the screen to be recorded</source>
        <translation>Das System erlaubt keine Bildschirmaufnahme mehr</translation>
    </message>
    <message>
        <source>The system no longer allows what is played to be recorded</source>
        <translation>Das System erlaubt die Aufnahme des Systemtons nicht mehr</translation>
    </message>
    <message>
        <source>Upload finished</source>
        <translation>Hochladen abgeschlossen</translation>
    </message>
    <message>
        <source>{time} recorded.</source>
        <translation>{time} aufgenommen.</translation>
    </message>
    <message>
        <source>{track} is back</source>
        <translation>{track} ist zurück</translation>
    </message>
    <message>
        <source>{track} is gone</source>
        <translation>{track} ist weg</translation>
    </message>
    <message>
        <source>{track} is not being recorded</source>
        <translation>{track} wird nicht aufgenommen</translation>
    </message>
</context>
<context>
    <name>NumberWindow</name>
    <message>
        <source>Display {number}</source>
        <translation>Bildschirm {number}</translation>
    </message>
</context>
<context>
    <name>PermissionCard</name>
    <message>
        <source>Allow…</source>
        <translation>Erlauben …</translation>
    </message>
    <message>
        <source>Open the system&apos;s settings</source>
        <translation>Systemeinstellungen öffnen</translation>
    </message>
    <message>
        <source>Quit and reopen</source>
        <translation>Beenden und neu öffnen</translation>
    </message>
    <message>
        <source>Test again</source>
        <translation>Erneut testen</translation>
    </message>
    <message>
        <source>Test it</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Testing…</source>
        <translation>Wird getestet …</translation>
    </message>
    <message>
        <source>The system asks you now…</source>
        <translation>Das System fragt Sie jetzt …</translation>
    </message>
</context>
<context>
    <name>PermissionList</name>
    <message>
        <source>This system asks for no permission: programs of yours may record the screen and sound.</source>
        <translation>Dieses System verlangt keine Erlaubnis: Ihre Programme dürfen Bildschirm und Ton aufnehmen.</translation>
    </message>
</context>
<context>
    <name>PermissionPage</name>
    <message>
        <source>Go on without</source>
        <translation>Ohne weitermachen</translation>
    </message>
    <message>
        <source>Your system lets no program do that unasked.</source>
        <translation>Ihr System lässt das kein Programm ungefragt tun.</translation>
    </message>
</context>
<context>
    <name>Permissions</name>
    <message>
        <source>A picture of {size} pixels was seen.</source>
        <translation>Ein Bild mit {size} Pixeln war zu sehen.</translation>
    </message>
    <message>
        <source>A short test shows whether it really works.</source>
        <translation>Ein kurzer Test zeigt, ob es wirklich geht.</translation>
    </message>
    <message>
        <source>A test capture worked.</source>
        <translation>Eine Testaufnahme hat geklappt.</translation>
    </message>
    <message>
        <source>Accessibility</source>
        <translation>Bedienungshilfen</translation>
    </message>
    <message>
        <source>After an update the system can take Lookhear for another program. Switch it off there and on again; if that does not help, remove it from the list and add it anew.</source>
        <translation>Nach einer Aktualisierung kann das System Lookhear für ein anderes Programm halten. Schalten Sie es dort aus und wieder ein; hilft das nicht, entfernen Sie es aus der Liste und fügen es neu hinzu.</translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation>Erlaubt</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>For the names of windows beside a recording.</source>
        <translation>Für die Namen von Fenstern neben einer Aufnahme.</translation>
    </message>
    <message>
        <source>It is allowed now, and counts from the next start on.</source>
        <translation>Es ist jetzt erlaubt und gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Look for a switch at the microphone, say something, and test again.</source>
        <translation>Suchen Sie einen Schalter am Mikrofon, sagen Sie etwas und testen Sie erneut.</translation>
    </message>
    <message>
        <source>Lookhear closes and opens again; nothing is lost.</source>
        <translation>Lookhear schließt sich und öffnet sich wieder; nichts geht verloren.</translation>
    </message>
    <message>
        <source>Lookhear uses no camera.</source>
        <translation>Lookhear benutzt keine Kamera.</translation>
    </message>
    <message>
        <source>May Lookhear hear what this computer plays?</source>
        <translation>Darf Lookhear hören, was dieser Computer abspielt?</translation>
    </message>
    <message>
        <source>May Lookhear hear your microphone?</source>
        <translation>Darf Lookhear Ihr Mikrofon hören?</translation>
    </message>
    <message>
        <source>May Lookhear see your screen?</source>
        <translation>Darf Lookhear Ihren Bildschirm sehen?</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>Not allowed</source>
        <translation>Nicht erlaubt</translation>
    </message>
    <message>
        <source>Not allowed yet</source>
        <translation>Noch nicht erlaubt</translation>
    </message>
    <message>
        <source>Not possible here</source>
        <translation>Hier nicht möglich</translation>
    </message>
    <message>
        <source>Nothing there</source>
        <translation>Nichts da</translation>
    </message>
    <message>
        <source>On Linux, log in to an X11 session instead of Wayland. Sound can be recorded meanwhile.</source>
        <translation>Melden Sie sich unter Linux in einer X11- statt einer Wayland-Sitzung an. Ton lässt sich solange aufnehmen.</translation>
    </message>
    <message>
        <source>Open the system&apos;s settings and switch Lookhear on. This page notices by itself.</source>
        <translation>Öffnen Sie die Systemeinstellungen und schalten Sie Lookhear ein. Diese Seite merkt es von selbst.</translation>
    </message>
    <message>
        <source>Plug one in and test again, or go on without.</source>
        <translation>Schließen Sie eines an und testen Sie erneut, oder machen Sie ohne weiter.</translation>
    </message>
    <message>
        <source>Press Allow, and agree in the system&apos;s own window.</source>
        <translation>Drücken Sie „Erlauben“ und stimmen Sie im Fenster des Systems zu.</translation>
    </message>
    <message>
        <source>Screen recording</source>
        <translation>Bildschirmaufnahme</translation>
    </message>
    <message>
        <source>Silent</source>
        <translation>Still</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Neu starten</translation>
    </message>
    <message>
        <source>Switch off and on</source>
        <translation>Aus- und einschalten</translation>
    </message>
    <message>
        <source>System audio</source>
        <translation>Systemton</translation>
    </message>
    <message>
        <source>The settings may show it as allowed, and the system gives Lookhear nothing.</source>
        <translation>Die Einstellungen zeigen es vielleicht als erlaubt, doch das System gibt Lookhear nichts.</translation>
    </message>
    <message>
        <source>The system allows it.</source>
        <translation>Das System erlaubt es.</translation>
    </message>
    <message>
        <source>The system does not allow it.</source>
        <translation>Das System erlaubt es nicht.</translation>
    </message>
    <message>
        <source>The system has not asked you yet.</source>
        <translation>Das System hat Sie noch nicht gefragt.</translation>
    </message>
    <message>
        <source>There is no microphone that could be tested.</source>
        <translation>Es gibt kein Mikrofon zum Testen.</translation>
    </message>
    <message>
        <source>This computer&apos;s rules forbid it.</source>
        <translation>Die Richtlinien dieses Computers verbieten es.</translation>
    </message>
    <message>
        <source>This session shows its screen to no program that asks in the way Lookhear does.</source>
        <translation>Diese Sitzung zeigt ihren Bildschirm keinem Programm, das wie Lookhear fragt.</translation>
    </message>
    <message>
        <source>What the others in a call say, and everything else that this computer plays.</source>
        <translation>Was andere in einem Anruf sagen und alles, was dieser Computer sonst abspielt.</translation>
    </message>
    <message>
        <source>Whoever looks after this computer can change that.</source>
        <translation>Wer diesen Computer betreut, kann das ändern.</translation>
    </message>
    <message>
        <source>Without it the system shows Lookhear nothing but your wallpaper. The screen is looked at while you record, while you choose a display, and at no other time.</source>
        <translation>Ohne sie zeigt das System Lookhear nur Ihr Hintergrundbild. Der Bildschirm wird angesehen, während Sie aufnehmen oder einen Bildschirm wählen, und sonst nie.</translation>
    </message>
    <message>
        <source>Works</source>
        <translation>Funktioniert</translation>
    </message>
    <message>
        <source>Your voice becomes a track of its own. The microphone is opened while you record with it or look at its level, and never when it is switched off.</source>
        <translation>Ihre Stimme bekommt eine eigene Spur. Das Mikrofon wird geöffnet, während Sie damit aufnehmen oder seinen Pegel ansehen, und nie, wenn es ausgeschaltet ist.</translation>
    </message>
    <message>
        <source>{name} was heard.</source>
        <translation>{name} war zu hören.</translation>
    </message>
    <message>
        <source>{name} was opened and gives nothing but silence.</source>
        <translation>{name} wurde geöffnet und gibt nur Stille.</translation>
    </message>
</context>
<context>
    <name>Picker</name>
    <message numerus="yes">
        <source>%n a second</source>
        <comment>pictures</comment>
        <translation>
            <numerusform>%n pro Sekunde</numerusform>
            <numerusform>%n pro Sekunde</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n channels</source>
        <comment>three or more</comment>
        <translation>
            <numerusform>%n Kanal</numerusform>
            <numerusform>%n Kanäle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n displays</source>
        <comment>two or more</comment>
        <translation>
            <numerusform>%n Bildschirm</numerusform>
            <numerusform>%n Bildschirme</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %n picture(s) a second, and only while something moves.</source>
        <translation>
            <numerusform>Höchstens %n Bild pro Sekunde, und nur wenn sich etwas bewegt.</numerusform>
            <numerusform>Höchstens %n Bilder pro Sekunde, und nur wenn sich etwas bewegt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Ausgewogen</translation>
    </message>
    <message>
        <source>Calm</source>
        <translation>Ruhig</translation>
    </message>
    <message>
        <source>Choose a microphone</source>
        <translation>Mikrofon wählen</translation>
    </message>
    <message>
        <source>Display {number}</source>
        <translation>Bildschirm {number}</translation>
    </message>
    <message>
        <source>Display {number} – {name}</source>
        <translation>Bildschirm {number} – {name}</translation>
    </message>
    <message>
        <source>Hardly different from the screen itself, in files a quarter to two thirds larger.</source>
        <translation>Kaum vom Bildschirm selbst zu unterscheiden, in Dateien, die um ein Viertel bis zwei Drittel größer sind.</translation>
    </message>
    <message>
        <source>Nothing is chosen</source>
        <translation>Es ist nichts gewählt</translation>
    </message>
    <message>
        <source>Record without a microphone?</source>
        <translation>Ohne Mikrofon aufnehmen?</translation>
    </message>
    <message>
        <source>Record without it</source>
        <translation>Ohne aufnehmen</translation>
    </message>
    <message>
        <source>Record {sources}</source>
        <translation>{sources} aufnehmen</translation>
    </message>
    <message>
        <source>Sharp</source>
        <translation>Scharf</translation>
    </message>
    <message>
        <source>Slides</source>
        <translation>Folien</translation>
    </message>
    <message>
        <source>Small files</source>
        <translation>Kleine Dateien</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>Flüssig</translation>
    </message>
    <message>
        <source>System default: {name}</source>
        <translation>Systemstandard: {name}</translation>
    </message>
    <message>
        <source>Text is clear. Right for almost everything.</source>
        <translation>Text ist klar. Für fast alles richtig.</translation>
    </message>
    <message>
        <source>The smallest files. Text stays readable; photos and films look soft.</source>
        <translation>Die kleinsten Dateien. Text bleibt lesbar; Fotos und Filme wirken weich.</translation>
    </message>
    <message>
        <source>Very smooth</source>
        <translation>Sehr flüssig</translation>
    </message>
    <message>
        <source>Your voice will not be in the recording. Settings → Recording can switch this question off.</source>
        <translation>Ihre Stimme wird nicht zu hören sein. Unter Einstellungen → Aufnahme lässt sich diese Frage abschalten.</translation>
    </message>
    <message>
        <source>display {number}</source>
        <translation>Bildschirm {number}</translation>
    </message>
    <message>
        <source>microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>mono</source>
        <translation>mono</translation>
    </message>
    <message>
        <source>stereo</source>
        <translation>stereo</translation>
    </message>
    <message>
        <source>system audio</source>
        <translation>Systemton</translation>
    </message>
    <message>
        <source>{rate} kHz</source>
        <translation>{rate} kHz</translation>
    </message>
</context>
<context>
    <name>PickerWindow</name>
    <message>
        <source>Choose what is recorded</source>
        <translation>Wählen, was aufgenommen wird</translation>
    </message>
    <message>
        <source>Fix permissions</source>
        <translation>Berechtigungen erteilen</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>No microphone</source>
        <translation>Kein Mikrofon</translation>
    </message>
    <message>
        <source>No microphone is connected.</source>
        <translation>Es ist kein Mikrofon angeschlossen.</translation>
    </message>
    <message>
        <source>No system audio</source>
        <translation>Kein Systemton</translation>
    </message>
    <message>
        <source>System audio</source>
        <translation>Systemton</translation>
    </message>
    <message>
        <source>The system does not let Lookhear record yet.</source>
        <translation>Das System lässt Lookhear noch nicht aufnehmen.</translation>
    </message>
    <message>
        <source>There is no output whose sound could be recorded.</source>
        <translation>Es gibt keine Ausgabe, deren Ton aufgenommen werden könnte.</translation>
    </message>
    <message>
        <source>What should be recorded?</source>
        <translation>Was soll aufgenommen werden?</translation>
    </message>
</context>
<context>
    <name>PicturePart</name>
    <message>
        <source>Movement</source>
        <translation>Bewegung</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
</context>
<context>
    <name>Pill</name>
    <message>
        <source>Level of system audio</source>
        <translation>Pegel des Systemtons</translation>
    </message>
    <message>
        <source>Level of the microphone</source>
        <translation>Pegel des Mikrofons</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Recording controls</source>
        <translation>Aufnahmesteuerung</translation>
    </message>
    <message>
        <source>{time} recorded</source>
        <translation>{time} aufgenommen</translation>
    </message>
</context>
<context>
    <name>PlaceChoice</name>
    <message>
        <source>A backend that somebody hosts</source>
        <translation>Ein Backend, das jemand betreibt</translation>
    </message>
    <message>
        <source>Nowhere</source>
        <translation>Nirgendwohin</translation>
    </message>
    <message>
        <source>Recordings stay as files on this computer. There are no links and no search in what was said.</source>
        <translation>Aufnahmen bleiben als Dateien auf diesem Computer. Es gibt keine Links und keine Suche im Gesagten.</translation>
    </message>
    <message>
        <source>Starts by itself and answers on this computer only. No account, nothing leaves it.</source>
        <translation>Startet von selbst und antwortet nur auf diesem Computer. Kein Konto, nichts verlässt ihn.</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>Yours, your team&apos;s or a service&apos;s. Every piece is handed over while it is recorded.</source>
        <translation>Ihres, das Ihres Teams oder eines Dienstes. Jedes Stück wird schon während der Aufnahme übergeben.</translation>
    </message>
</context>
<context>
    <name>PlacePage</name>
    <message>
        <source>They are kept on this computer in any case. A backend makes links of them while they are still being recorded.</source>
        <translation>Auf diesem Computer bleiben sie in jedem Fall. Ein Backend macht Links daraus, noch während aufgenommen wird.</translation>
    </message>
    <message>
        <source>Where recordings go</source>
        <translation>Wohin Aufnahmen gehen</translation>
    </message>
</context>
<context>
    <name>PlayerWidget</name>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Player</source>
        <translation>Player</translation>
    </message>
    <message>
        <source>Sound only</source>
        <translation>Nur Ton</translation>
    </message>
</context>
<context>
    <name>Poster</name>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
</context>
<context>
    <name>PreviewTile</name>
    <message>
        <source>Live preview</source>
        <translation>Live-Vorschau</translation>
    </message>
    <message>
        <source>Live preview of {name}</source>
        <translation>Live-Vorschau von {name}</translation>
    </message>
</context>
<context>
    <name>PrivacyPause</name>
    <message>
        <source>A recording that runs is paused meanwhile, and nothing can begin. It ends by itself.</source>
        <translation>Eine laufende Aufnahme pausiert solange, und nichts kann beginnen. Sie endet von selbst.</translation>
    </message>
    <message>
        <source>No privacy pause</source>
        <translation>Keine Privatsphäre-Pause</translation>
    </message>
    <message>
        <source>Nothing is recorded until {moment}</source>
        <translation>Bis {moment} wird nichts aufgenommen</translation>
    </message>
</context>
<context>
    <name>PrivacyPromises</name>
    <message>
        <source>It opens no source that is switched off: a microphone that you did not choose is never listened to.</source>
        <translation>Es öffnet keine abgeschaltete Quelle: Ein Mikrofon, das Sie nicht gewählt haben, wird nie abgehört.</translation>
    </message>
    <message>
        <source>It records nothing without its icon, its controls or its window showing so.</source>
        <translation>Es nimmt nichts auf, ohne dass Symbol, Bedienleiste oder Fenster es zeigen.</translation>
    </message>
    <message>
        <source>It sends nothing anywhere but to the backend that you chose, and nothing at all where you chose none.</source>
        <translation>Es sendet nichts irgendwohin außer an das gewählte Backend, und gar nichts, wenn Sie keines gewählt haben.</translation>
    </message>
    <message>
        <source>It writes no names of windows or recordings and no secrets into its log.</source>
        <translation>Es schreibt weder Namen von Fenstern oder Aufnahmen noch Geheimnisse in sein Protokoll.</translation>
    </message>
    <message>
        <source>What Lookhear never does</source>
        <translation>Was Lookhear nie tut</translation>
    </message>
</context>
<context>
    <name>ProgressDots</name>
    <message>
        <source>Step {at} of {count}</source>
        <translation>Schritt {at} von {count}</translation>
    </message>
</context>
<context>
    <name>Receipt</name>
    <message numerus="yes">
        <source>%n gap(s), {time} in all</source>
        <translation>
            <numerusform>%n Lücke, insgesamt {time}</numerusform>
            <numerusform>%n Lücken, insgesamt {time}</numerusform>
        </translation>
    </message>
    <message>
        <source>Clock error</source>
        <translation>Uhrabweichung</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Dropped pictures</source>
        <translation>Ausgelassene Bilder</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>Encoder</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>Lücken</translation>
    </message>
    <message>
        <source>It came to its end in order.</source>
        <translation>Sie endete ordentlich.</translation>
    </message>
    <message>
        <source>It has no end yet.</source>
        <translation>Sie hat noch kein Ende.</translation>
    </message>
    <message>
        <source>It was interrupted and recovered.</source>
        <translation>Sie wurde unterbrochen und wiederhergestellt.</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Lost pieces</source>
        <translation>Verlorene Stücke</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>Stücke</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>at most {number} ms</source>
        <translation>höchstens {number} ms</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>{number} s</source>
        <translation>{number} s</translation>
    </message>
</context>
<context>
    <name>ReceiptDialog</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>Als JSON kopieren</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Nachweis</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme läuft</translation>
    </message>
</context>
<context>
    <name>RecentMenu</name>
    <message>
        <source>Nothing recorded yet</source>
        <translation>Noch nichts aufgenommen</translation>
    </message>
    <message>
        <source>Recent recordings</source>
        <translation>Letzte Aufnahmen</translation>
    </message>
</context>
<context>
    <name>RecordingList</name>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
</context>
<context>
    <name>ScreenCard</name>
    <message>
        <source>On the screen ({display})</source>
        <translation>Auf dem Bildschirm ({display})</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear the search</source>
        <translation>Suche leeren</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Back to the default: {value}</source>
        <translation>Zurück zur Vorgabe: {value}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>0: none</source>
        <translation>0: keine</translation>
    </message>
    <message>
        <source>A backend elsewhere</source>
        <translation>Ein Backend anderswo</translation>
    </message>
    <message>
        <source>A click on the icon</source>
        <translation>Ein Klick auf das Symbol</translation>
    </message>
    <message>
        <source>A headset&apos;s microphone sounds like a phone call.</source>
        <translation>Das Mikrofon eines Headsets klingt wie ein Telefonat.</translation>
    </message>
    <message>
        <source>A track without proof and a full disk are always told.</source>
        <translation>Eine Spur ohne Nachweis und ein voller Datenträger werden immer gemeldet.</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Address of the backend</source>
        <translation>Adresse des Backends</translation>
    </message>
    <message>
        <source>Address that gives a session</source>
        <translation>Adresse, die eine Sitzung gibt</translation>
    </message>
    <message>
        <source>Animations</source>
        <translation>Animationen</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Ask a backend elsewhere for all this as well</source>
        <translation>All das auch von einem Backend anderswo verlangen</translation>
    </message>
    <message>
        <source>Ask before recording without a microphone</source>
        <translation>Vor einer Aufnahme ohne Mikrofon fragen</translation>
    </message>
    <message>
        <source>Asks what to record</source>
        <translation>Fragt, was</translation>
    </message>
    <message>
        <source>At most, and only while something moves.</source>
        <translation>Höchstens, und nur wenn sich etwas bewegt.</translation>
    </message>
    <message>
        <source>Audio</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>Backend and account</source>
        <translation>Backend und Konto</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Ausgewogen</translation>
    </message>
    <message>
        <source>Copy the link when a recording ends</source>
        <translation>Link kopieren, wenn eine Aufnahme endet</translation>
    </message>
    <message>
        <source>Countdown</source>
        <translation>Countdown</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Devices are warmed up meanwhile.</source>
        <translation>Solange werden die Geräte bereit gemacht.</translation>
    </message>
    <message>
        <source>Empty: /init-session of the backend.</source>
        <translation>Leer: /init-session des Backends.</translation>
    </message>
    <message>
        <source>Empty: the usual place.</source>
        <translation>Leer: der übliche Ort.</translation>
    </message>
    <message>
        <source>Every minute, while it is written down.</source>
        <translation>Jede Minute, solange es aufgeschrieben wird.</translation>
    </message>
    <message>
        <source>Folder for recordings</source>
        <translation>Ordner für Aufnahmen</translation>
    </message>
    <message>
        <source>For example https://capture.example.org</source>
        <translation>Zum Beispiel https://capture.example.org</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>In recordings of this computer&apos;s backend.</source>
        <translation>In Aufnahmen, die das Backend dieses Computers hat.</translation>
    </message>
    <message>
        <source>Its owner may be charged for it.</source>
        <translation>Das kann seinen Besitzer Geld kosten.</translation>
    </message>
    <message>
        <source>Keep Lookhear&apos;s own windows out of the picture</source>
        <translation>Eigene Fenster von Lookhear aus dem Bild heraushalten</translation>
    </message>
    <message>
        <source>Keep deleted recordings</source>
        <translation>Gelöschte Aufnahmen behalten</translation>
    </message>
    <message>
        <source>Keep media here after they were handed over</source>
        <translation>Medien nach der Übergabe hier behalten</translation>
    </message>
    <message>
        <source>Keep the computer awake while recording</source>
        <translation>Computer während der Aufnahme wach halten</translation>
    </message>
    <message>
        <source>KiB/s</source>
        <translation>KiB/s</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Length of a privacy pause</source>
        <translation>Länge einer Privatsphäre-Pause</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Mute the microphone</source>
        <translation>Mikrofon stummschalten</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Niemandem</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Ein</translation>
    </message>
    <message>
        <source>Only what changes is read.</source>
        <translation>Gelesen wird nur, was sich ändert.</translation>
    </message>
    <message>
        <source>Pause and go on</source>
        <translation>Pausieren und fortsetzen</translation>
    </message>
    <message>
        <source>Pause while the screen is locked</source>
        <translation>Pausieren, solange der Bildschirm gesperrt ist</translation>
    </message>
    <message>
        <source>Permissions and health</source>
        <translation>Berechtigungen und Zustand</translation>
    </message>
    <message>
        <source>Pictures a second</source>
        <translation>Bilder pro Sekunde</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Privatsphäre</translation>
    </message>
    <message>
        <source>Propose the built-in microphone over a Bluetooth headset</source>
        <translation>Das eingebaute Mikrofon statt eines Bluetooth-Headsets vorschlagen</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>Read what is on the screen</source>
        <translation>Lesen, was auf dem Bildschirm steht</translation>
    </message>
    <message>
        <source>Record window names</source>
        <translation>Fensternamen aufzeichnen</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Recordings are handed over to</source>
        <translation>Aufnahmen werden übergeben an</translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation>Reduziert</translation>
    </message>
    <message>
        <source>Set a marker</source>
        <translation>Markierung setzen</translation>
    </message>
    <message>
        <source>Sharp</source>
        <translation>Scharf</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Show levels while recording</source>
        <translation>Pegel während der Aufnahme zeigen</translation>
    </message>
    <message>
        <source>Show notifications</source>
        <translation>Benachrichtigungen zeigen</translation>
    </message>
    <message>
        <source>Show the controls while recording</source>
        <translation>Bedienleiste während der Aufnahme zeigen</translation>
    </message>
    <message>
        <source>Show the live context</source>
        <translation>Live-Kontext zeigen</translation>
    </message>
    <message>
        <source>Small files</source>
        <translation>Kleine Dateien</translation>
    </message>
    <message>
        <source>Spoken language</source>
        <translation>Gesprochene Sprache</translation>
    </message>
    <message>
        <source>Start and stop</source>
        <translation>Starten und stoppen</translation>
    </message>
    <message>
        <source>Start when I log in</source>
        <translation>Beim Anmelden starten</translation>
    </message>
    <message>
        <source>Starts a recording</source>
        <translation>Nimmt sofort auf</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Such as en or de-DE. Empty: that of the engine.</source>
        <translation>Etwa en oder de-DE. Leer: die der Engine.</translation>
    </message>
    <message>
        <source>Sum up what was said</source>
        <translation>Gesagtes zusammenfassen</translation>
    </message>
    <message>
        <source>The menu and the hotkey offer the other one.</source>
        <translation>Menü und Tastenkürzel bieten das jeweils andere.</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>To a hosted backend.</source>
        <translation>An ein gehostetes Backend.</translation>
    </message>
    <message>
        <source>Understanding</source>
        <translation>Verstehen</translation>
    </message>
    <message>
        <source>Upload limit</source>
        <translation>Grenze für das Hochladen</translation>
    </message>
    <message>
        <source>Warn when the disk lasts for less than</source>
        <translation>Warnen, wenn der Platz kürzer reicht als</translation>
    </message>
    <message>
        <source>Where the system can.</source>
        <translation>Wo das System es kann.</translation>
    </message>
    <message>
        <source>Where there is one.</source>
        <translation>Wenn es einen gibt.</translation>
    </message>
    <message>
        <source>Which program and title is in front, while a display is recorded. Passwords and keys in titles are masked.</source>
        <translation>Welches Programm und welcher Titel vorn ist, während ein Bildschirm aufgenommen wird. Passwörter und Schlüssel in Titeln werden unkenntlich gemacht.</translation>
    </message>
    <message>
        <source>Write down what is said</source>
        <translation>Aufschreiben, was gesagt wird</translation>
    </message>
    <message>
        <source>days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>min</source>
        <translation>min</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>on</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Back to the defaults…</source>
        <translation>Auf Vorgaben zurücksetzen …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Every setting on “{page}” gets the value it came with. Recordings stay as they are.</source>
        <translation>Jede Einstellung auf „{page}“ bekommt ihren ursprünglichen Wert. Aufnahmen bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Of all settings on this page</source>
        <translation>Alle Einstellungen auf dieser Seite</translation>
    </message>
    <message>
        <source>Set back</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Set this page back to its defaults?</source>
        <translation>Diese Seite auf die Vorgaben zurücksetzen?</translation>
    </message>
</context>
<context>
    <name>SettingsWindow</name>
    <message>
        <source>Lookhear settings</source>
        <translation>Einstellungen von Lookhear</translation>
    </message>
    <message>
        <source>No setting has all of these words.</source>
        <translation>Keine Einstellung enthält all diese Wörter.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Einstellungen durchsuchen</translation>
    </message>
</context>
<context>
    <name>ShortcutsPage</name>
    <message>
        <source>These keys work in every program while Lookhear runs. None is set unless you set it: choose a field, press the keys.</source>
        <translation>Diese Tasten wirken in jedem Programm, solange Lookhear läuft. Keine ist gesetzt, bis Sie es tun: Feld wählen, Tasten drücken.</translation>
    </message>
    <message>
        <source>Your desktop decides about these keys. It chose: {keys}</source>
        <translation>Über diese Tasten entscheidet Ihr Desktop. Er hat gewählt: {keys}</translation>
    </message>
</context>
<context>
    <name>SoundPart</name>
    <message>
        <source>Level of {source}</source>
        <translation>Pegel von {source}</translation>
    </message>
    <message>
        <source>Off: it is not opened.</source>
        <translation>Aus: Sie wird nicht geöffnet.</translation>
    </message>
    <message>
        <source>Opened now for the meter alone; nothing is recorded yet.</source>
        <translation>Jetzt nur für die Pegelanzeige geöffnet; noch wird nichts aufgenommen.</translation>
    </message>
    <message>
        <source>The meter shows what is being recorded.</source>
        <translation>Die Anzeige zeigt, was aufgenommen wird.</translation>
    </message>
    <message>
        <source>This headset sounds like a phone call while its microphone is on. A wired or built-in one sounds better.</source>
        <translation>Dieses Headset klingt wie ein Telefonat, solange sein Mikrofon an ist. Ein kabelgebundenes oder eingebautes klingt besser.</translation>
    </message>
</context>
<context>
    <name>SoundRow</name>
    <message>
        <source>A headset without wires sounds like a phone call while its microphone is on.</source>
        <translation>Ein schnurloses Headset klingt wie ein Telefonat, solange sein Mikrofon an ist.</translation>
    </message>
    <message>
        <source>Call quality</source>
        <translation>Telefonqualität</translation>
    </message>
</context>
<context>
    <name>SourcesMenu</name>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>No display</source>
        <translation>Kein Bildschirm</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keines</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>System audio</source>
        <translation>Systemton</translation>
    </message>
    <message>
        <source>{display} ({size})</source>
        <translation>{display} ({size})</translation>
    </message>
    <message>
        <source>{name} (call quality)</source>
        <translation>{name} (Telefonqualität)</translation>
    </message>
</context>
<context>
    <name>SourcesView</name>
    <message>
        <source>Choose other sources…</source>
        <translation>Andere Quellen wählen …</translation>
    </message>
    <message>
        <source>Level of the microphone</source>
        <translation>Pegel des Mikrofons</translation>
    </message>
    <message>
        <source>Level of what is played</source>
        <translation>Pegel des Abgespielten</translation>
    </message>
    <message>
        <source>No display is recorded.</source>
        <translation>Es wird kein Bildschirm aufgenommen.</translation>
    </message>
    <message>
        <source>No microphone</source>
        <translation>Kein Mikrofon</translation>
    </message>
    <message>
        <source>No system audio</source>
        <translation>Kein Systemton</translation>
    </message>
    <message numerus="yes">
        <source>and %n more display(s)</source>
        <translation>
            <numerusform>und %n weiterer Bildschirm</numerusform>
            <numerusform>und %n weitere Bildschirme</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StalePicture</name>
    <message>
        <source>Switch Lookhear off in the list, and on again</source>
        <translation>Lookhear in der Liste aus- und wieder einschalten</translation>
    </message>
</context>
<context>
    <name>StartBar</name>
    <message>
        <source>Looking…</source>
        <translation>Wird gesucht …</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation>Aufnahme stoppen</translation>
    </message>
    <message>
        <source>What you choose is remembered for these displays.</source>
        <translation>Ihre Wahl wird für diese Bildschirme gemerkt.</translation>
    </message>
    <message>
        <source>What you choose now counts from the next recording.</source>
        <translation>Was Sie jetzt wählen, gilt ab der nächsten Aufnahme.</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>Free some space; what is recorded is safe.</source>
        <translation>Schaffen Sie Platz; das Aufgenommene ist sicher.</translation>
    </message>
    <message>
        <source>It may be muted at the device or in the system.</source>
        <translation>Vielleicht ist es am Gerät oder im System stummgeschaltet.</translation>
    </message>
    <message>
        <source>It takes a minute to allow it.</source>
        <translation>Das zu erlauben dauert eine Minute.</translation>
    </message>
    <message>
        <source>Nothing is recorded until {time}.</source>
        <translation>Bis {time} wird nichts aufgenommen.</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Paused until {time}</source>
        <translation>Pausiert bis {time}</translation>
    </message>
    <message>
        <source>Privacy pause until {time}</source>
        <translation>Privatsphäre-Pause bis {time}</translation>
    </message>
    <message>
        <source>Ready to record</source>
        <translation>Bereit zur Aufnahme</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnahme läuft</translation>
    </message>
    <message numerus="yes">
        <source>Recording in %n second(s)</source>
        <translation>
            <numerusform>Aufnahme in %n Sekunde</numerusform>
            <numerusform>Aufnahme in %n Sekunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Recordings are safe on this computer.</source>
        <translation>Die Aufnahmen sind auf diesem Computer sicher.</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Wird gesichert …</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Startet …</translation>
    </message>
    <message numerus="yes">
        <source>The disk lasts for %n more minute(s).</source>
        <translation>
            <numerusform>Der Platz reicht noch für %n Minute.</numerusform>
            <numerusform>Der Platz reicht noch für %n Minuten.</numerusform>
        </translation>
    </message>
    <message>
        <source>The other tracks go on.</source>
        <translation>Die anderen Spuren laufen weiter.</translation>
    </message>
    <message>
        <source>The system does not let Lookhear record everything.</source>
        <translation>Das System lässt Lookhear nicht alles aufnehmen.</translation>
    </message>
    <message numerus="yes">
        <source>Uploads: %n left</source>
        <translation>
            <numerusform>Hochladen: noch %n</numerusform>
            <numerusform>Hochladen: noch %n</numerusform>
        </translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>{state}, {time}</source>
        <translation>{state}, {time}</translation>
    </message>
    <message>
        <source>{track}: muted</source>
        <translation>{track}: stumm</translation>
    </message>
    <message numerus="yes">
        <source>{track}: nothing recorded for %n second(s)</source>
        <translation>
            <numerusform>{track}: seit %n Sekunde nichts aufgenommen</numerusform>
            <numerusform>{track}: seit %n Sekunden nichts aufgenommen</numerusform>
        </translation>
    </message>
    <message>
        <source>{track}: only silence is heard</source>
        <translation>{track}: nur Stille zu hören</translation>
    </message>
    <message>
        <source>{track}: paused</source>
        <translation>{track}: pausiert</translation>
    </message>
    <message>
        <source>{track}: recording</source>
        <translation>{track}: wird aufgenommen</translation>
    </message>
    <message>
        <source>{track}: recording, only silence so far</source>
        <translation>{track}: wird aufgenommen, bisher nur Stille</translation>
    </message>
    <message>
        <source>{track}: starting</source>
        <translation>{track}: startet</translation>
    </message>
    <message>
        <source>{track}: {reason}</source>
        <translation>{track}: {reason}</translation>
    </message>
    <message>
        <source>{uploads}, {speed}</source>
        <translation>{uploads}, {speed}</translation>
    </message>
    <message>
        <source>{uploads}, {trouble}</source>
        <translation>{uploads}, {trouble}</translation>
    </message>
</context>
<context>
    <name>StepPage</name>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>StoragePanel</name>
    <message numerus="yes">
        <source>%n recording(s)</source>
        <translation>
            <numerusform>%n Aufnahme</numerusform>
            <numerusform>%n Aufnahmen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s) wait for a backend that does not answer now.</source>
        <translation>
            <numerusform>%n Aufnahme wartet auf ein Backend, das jetzt nicht antwortet.</numerusform>
            <numerusform>%n Aufnahmen warten auf ein Backend, das jetzt nicht antwortet.</numerusform>
        </translation>
    </message>
    <message>
        <source>At an ordinary pace; your own recordings will tell it better.</source>
        <translation>Bei üblichem Umfang; Ihre eigenen Aufnahmen werden es genauer zeigen.</translation>
    </message>
    <message numerus="yes">
        <source>At the pace of your latest %n recording(s).</source>
        <translation>
            <numerusform>Im Umfang Ihrer letzten Aufnahme.</numerusform>
            <numerusform>Im Umfang Ihrer letzten %n Aufnahmen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern …</translation>
    </message>
    <message>
        <source>Deleted recordings are gone for good then.</source>
        <translation>Gelöschte Aufnahmen sind dann endgültig weg.</translation>
    </message>
    <message>
        <source>Empty the trash?</source>
        <translation>Papierkorb leeren?</translation>
    </message>
    <message>
        <source>Empty trash</source>
        <translation>Papierkorb leeren</translation>
    </message>
    <message>
        <source>Empty trash…</source>
        <translation>Papierkorb leeren …</translation>
    </message>
    <message>
        <source>Folder for recordings</source>
        <translation>Ordner für Aufnahmen</translation>
    </message>
    <message>
        <source>Free some room, or keep recordings in a folder on another disk.</source>
        <translation>Schaffen Sie Platz, oder legen Sie Aufnahmen auf einem anderen Datenträger ab.</translation>
    </message>
    <message>
        <source>Free up room now</source>
        <translation>Jetzt Platz schaffen</translation>
    </message>
    <message>
        <source>Kept by this computer’s backend</source>
        <translation>Vom Backend dieses Computers aufbewahrt</translation>
    </message>
    <message>
        <source>Later recordings are kept there.</source>
        <translation>Spätere Aufnahmen werden dort abgelegt.</translation>
    </message>
    <message>
        <source>Other files</source>
        <translation>Andere Dateien</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Recordings that exist stay where they are, and in the library. This computer’s backend has a place of its own.</source>
        <translation>Vorhandene Aufnahmen bleiben, wo sie sind, und in der Bibliothek. Das Backend dieses Computers hat seinen eigenen Ort.</translation>
    </message>
    <message>
        <source>Removes media whose time here is over, and what was in the trash for long</source>
        <translation>Entfernt Medien, deren Zeit hier abgelaufen ist, und was lange im Papierkorb lag</translation>
    </message>
    <message>
        <source>The disk is nearly full.</source>
        <translation>Der Datenträger ist fast voll.</translation>
    </message>
    <message>
        <source>There is nothing to let go of now.</source>
        <translation>Es gibt jetzt nichts freizugeben.</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>Papierkorb</translation>
    </message>
    <message>
        <source>Use the usual place</source>
        <translation>Üblichen Ort verwenden</translation>
    </message>
    <message>
        <source>What the disk is full of</source>
        <translation>Womit der Datenträger belegt ist</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>{free} of {whole} free: about {hours} hours of recording</source>
        <translation>{free} von {whole} frei: etwa {hours} Stunden Aufnahme</translation>
    </message>
    <message>
        <source>{size} freed.</source>
        <translation>{size} freigegeben.</translation>
    </message>
    <message>
        <source>{size} in {recordings}</source>
        <translation>{size} in {recordings}</translation>
    </message>
</context>
<context>
    <name>TextPane</name>
    <message>
        <source>As subtitles (WebVTT)…</source>
        <translation>Als Untertitel (WebVTT) …</translation>
    </message>
    <message>
        <source>As text…</source>
        <translation>Als Text …</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>Text kopieren</translation>
    </message>
    <message>
        <source>Engines are off</source>
        <translation>Engines sind aus</translation>
    </message>
    <message>
        <source>Install…</source>
        <translation>Installieren …</translation>
    </message>
    <message>
        <source>Looking for its text…</source>
        <translation>Der Text wird gesucht …</translation>
    </message>
    <message>
        <source>More is on its way.</source>
        <translation>Es kommt noch mehr.</translation>
    </message>
    <message>
        <source>No engines</source>
        <translation>Keine Engines</translation>
    </message>
    <message>
        <source>No text for now</source>
        <translation>Gerade kein Text</translation>
    </message>
    <message>
        <source>No text here</source>
        <translation>Kein Text hier</translation>
    </message>
    <message>
        <source>No text yet</source>
        <translation>Noch kein Text</translation>
    </message>
    <message>
        <source>No words yet</source>
        <translation>Noch keine Wörter</translation>
    </message>
    <message>
        <source>Nothing listens or reads yet: no engines are installed.</source>
        <translation>Noch hört und liest nichts: Es sind keine Engines installiert.</translation>
    </message>
    <message>
        <source>Nothing listens or reads: the engines are switched off. Settings → Understanding switches them on.</source>
        <translation>Nichts hört zu oder liest: Die Engines sind ausgeschaltet. Unter Einstellungen → Verstehen schaltet man sie ein.</translation>
    </message>
    <message>
        <source>Nothing was said or shown</source>
        <translation>Nichts gesagt oder gezeigt</translation>
    </message>
    <message>
        <source>Save the text</source>
        <translation>Text speichern</translation>
    </message>
    <message>
        <source>Save the text…</source>
        <translation>Text speichern …</translation>
    </message>
    <message>
        <source>Saved as “{name}”.</source>
        <translation>Als „{name}“ gespeichert.</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen …</translation>
    </message>
    <message>
        <source>Subtitles (*.vtt)</source>
        <translation>Untertitel (*.vtt)</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Text (*.txt)</translation>
    </message>
    <message>
        <source>Text of the recording</source>
        <translation>Text der Aufnahme</translation>
    </message>
    <message>
        <source>The backend of this computer does not have this recording.</source>
        <translation>Das Backend dieses Computers hat diese Aufnahme nicht.</translation>
    </message>
    <message>
        <source>The backend that has it does not answer. It is tried again.</source>
        <translation>Das Backend, das ihn hat, antwortet nicht. Es wird wieder versucht.</translation>
    </message>
    <message>
        <source>The engines are at work on this recording.</source>
        <translation>Die Engines arbeiten an dieser Aufnahme.</translation>
    </message>
    <message>
        <source>The engines found no words in this recording.</source>
        <translation>Die Engines haben in dieser Aufnahme keine Wörter gefunden.</translation>
    </message>
    <message>
        <source>The text is in the clipboard.</source>
        <translation>Der Text ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>This is its beginning, {count} lines. The search of the library finds what comes behind it.</source>
        <translation>Das ist sein Anfang, {count} Zeilen. Was danach kommt, findet die Suche der Bibliothek.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Understand it now</source>
        <translation>Jetzt verstehen</translation>
    </message>
    <message>
        <source>What is said and shown in this recording was not written down so far.</source>
        <translation>Was in dieser Aufnahme gesagt und gezeigt wird, wurde bisher nicht aufgeschrieben.</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Marker</source>
        <translation>Markierung</translation>
    </message>
    <message>
        <source>Nothing was captured for {time}</source>
        <translation>{time} lang wurde nichts aufgenommen</translation>
    </message>
    <message>
        <source>Paused for {time}</source>
        <translation>{time} lang pausiert</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>{time} of {total}</source>
        <translation>{time} von {total}</translation>
    </message>
</context>
<context>
    <name>Times</name>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>a few seconds</source>
        <translation>ein paar Sekunden</translation>
    </message>
    <message numerus="yes">
        <source>about %n hour(s)</source>
        <translation>
            <numerusform>etwa %n Stunde</numerusform>
            <numerusform>etwa %n Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s)</source>
        <translation>
            <numerusform>etwa %n Minute</numerusform>
            <numerusform>etwa %n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>about a minute</source>
        <translation>etwa eine Minute</translation>
    </message>
</context>
<context>
    <name>TrackList</name>
    <message>
        <source>Level of {track}</source>
        <translation>Pegel von {track}</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>stumm</translation>
    </message>
    <message>
        <source>not recording</source>
        <translation>nimmt nicht auf</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>recording</source>
        <translation>nimmt auf</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>startet</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>{proof}, {size} written</source>
        <translation>{proof}, {size} geschrieben</translation>
    </message>
</context>
<context>
    <name>Tracks</name>
    <message numerus="yes">
        <source>%n file(s) lost</source>
        <translation>
            <numerusform>%n Datei verloren</numerusform>
            <numerusform>%n Dateien verloren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n gap(s) of {seconds} s</source>
        <translation>
            <numerusform>%n Lücke, {seconds} s</numerusform>
            <numerusform>%n Lücken, {seconds} s</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>Display {number}</source>
        <translation>Bildschirm {number}</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>System audio</source>
        <translation>Systemton</translation>
    </message>
    <message>
        <source>its source was lost and had not come back</source>
        <translation>die Quelle ging verloren und kam nicht zurück</translation>
    </message>
    <message>
        <source>no gaps</source>
        <translation>keine Lücken</translation>
    </message>
    <message>
        <source>paused for {seconds} s</source>
        <translation>{seconds} s pausiert</translation>
    </message>
    <message>
        <source>{track}: nothing was recorded</source>
        <translation>{track}: nichts wurde aufgenommen</translation>
    </message>
    <message>
        <source>{track}: {facts}</source>
        <translation>{track}: {facts}</translation>
    </message>
</context>
<context>
    <name>TrayMenu</name>
    <message>
        <source>Privacy</source>
        <translation>Privatsphäre</translation>
    </message>
    <message>
        <source>Version {number}</source>
        <translation>Version {number}</translation>
    </message>
    <message>
        <source>What is never recorded…</source>
        <translation>Was nie aufgenommen wird …</translation>
    </message>
</context>
<context>
    <name>Trial</name>
    <message>
        <source>Display {number}</source>
        <translation>Bildschirm {number}</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>System audio</source>
        <translation>Systemton</translation>
    </message>
    <message>
        <source>{source}: nothing was played meanwhile</source>
        <translation>{source}: währenddessen wurde nichts abgespielt</translation>
    </message>
    <message>
        <source>{source}: nothing was recorded. {reason}</source>
        <translation>{source}: nichts wurde aufgenommen. {reason}</translation>
    </message>
    <message>
        <source>{source}: only silence. Is it switched on, and is it the right one?</source>
        <translation>{source}: nur Stille. Ist es eingeschaltet, und ist es das richtige?</translation>
    </message>
    <message>
        <source>{source}: was heard</source>
        <translation>{source}: war zu hören</translation>
    </message>
    <message>
        <source>{source}: was seen</source>
        <translation>{source}: war zu sehen</translation>
    </message>
</context>
<context>
    <name>TrialPage</name>
    <message>
        <source>It was recorded, and this system cannot play it here.</source>
        <translation>Aufgenommen ist es, nur abspielen kann dieses System es hier nicht.</translation>
    </message>
    <message>
        <source>Making it ready to play…</source>
        <translation>Wird zum Abspielen vorbereitet …</translation>
    </message>
    <message>
        <source>Record again</source>
        <translation>Noch einmal aufnehmen</translation>
    </message>
    <message>
        <source>Record ten seconds</source>
        <translation>Zehn Sekunden aufnehmen</translation>
    </message>
    <message>
        <source>Record ten seconds: say something, and let something play. Then see and hear what came of it. It is deleted afterwards.</source>
        <translation>Nehmen Sie zehn Sekunden auf: Sagen Sie etwas und lassen Sie etwas abspielen. Dann sehen und hören Sie, was daraus wurde. Danach wird es gelöscht.</translation>
    </message>
    <message numerus="yes">
        <source>Recording: %n second(s) left. Say something.</source>
        <translation>
            <numerusform>Aufnahme: noch %n Sekunde. Sagen Sie etwas.</numerusform>
            <numerusform>Aufnahme: noch %n Sekunden. Sagen Sie etwas.</numerusform>
        </translation>
    </message>
    <message>
        <source>Skip the test</source>
        <translation>Test überspringen</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Startet …</translation>
    </message>
    <message>
        <source>That is enough</source>
        <translation>Das genügt</translation>
    </message>
    <message>
        <source>The test recording is played.</source>
        <translation>Die Testaufnahme wird abgespielt.</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
</context>
<context>
    <name>Verbs</name>
    <message>
        <source>Copy link</source>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>Copy the link to this recording</source>
        <translation>Link zu dieser Aufnahme kopieren</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Give it another name (F2)</source>
        <translation>Anderen Namen geben (F2)</translation>
    </message>
    <message>
        <source>Move it to the trash (Delete)</source>
        <translation>In den Papierkorb legen (Entf)</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Play (Enter)</source>
        <translation>Abspielen (Eingabe)</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Nachweis</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Save it as a video file</source>
        <translation>Als Videodatei sichern</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Show where it lies on this computer</source>
        <translation>Zeigen, wo sie auf diesem Computer liegt</translation>
    </message>
    <message>
        <source>What the files prove</source>
        <translation>Was die Dateien beweisen</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>It is honest</source>
        <translation>Es ist ehrlich</translation>
    </message>
    <message>
        <source>It loses nothing</source>
        <translation>Es verliert nichts</translation>
    </message>
    <message>
        <source>It records your screen, your microphone and what this computer plays: one click in the tray, each as a track of its own.</source>
        <translation>Es nimmt Ihren Bildschirm, Ihr Mikrofon und den Ton dieses Computers auf: ein Klick im Infobereich, jedes als eigene Spur.</translation>
    </message>
    <message>
        <source>It stays with you</source>
        <translation>Es bleibt bei Ihnen</translation>
    </message>
    <message>
        <source>No account, no key, no network. Nothing leaves this computer unless you choose a backend.</source>
        <translation>Kein Konto, kein Schlüssel, kein Netz. Nichts verlässt diesen Computer, außer Sie wählen ein Backend.</translation>
    </message>
    <message>
        <source>Set it up</source>
        <translation>Einrichten</translation>
    </message>
    <message>
        <source>Welcome to Lookhear</source>
        <translation>Willkommen bei Lookhear</translation>
    </message>
    <message>
        <source>What the icon says comes from what is really on the disk. What is switched off is never opened.</source>
        <translation>Was das Symbol sagt, stammt von dem, was wirklich auf dem Datenträger liegt. Was ausgeschaltet ist, wird nie geöffnet.</translation>
    </message>
    <message>
        <source>What was recorded is safe within a second, also when the power fails.</source>
        <translation>Aufgenommenes ist binnen einer Sekunde sicher, auch bei Stromausfall.</translation>
    </message>
</context>
<context>
    <name>_HealthRow</name>
    <message>
        <source>needs attention</source>
        <translation>braucht Aufmerksamkeit</translation>
    </message>
    <message>
        <source>works</source>
        <translation>funktioniert</translation>
    </message>
</context>
</TS>
