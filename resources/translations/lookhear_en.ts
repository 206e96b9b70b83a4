<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
    <context>
        <name>Actions</name>
        <message numerus="yes">
            <source>Cancel, %n second(s) left</source>
            <translation>
                <numerusform>Cancel, %n second left</numerusform>
                <numerusform>Cancel, %n seconds left</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Pause for %n minute(s)</source>
            <translation>
                <numerusform>Pause for %n minute</numerusform>
                <numerusform>Pause for %n minutes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Deeds</name>
        <message numerus="yes">
            <source>%n file(s) saved as “{name}”.</source>
            <translation>
                <numerusform>%n file saved as “{name}”.</numerusform>
                <numerusform>%n files saved as “{name}”.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n recording(s) moved to the trash.</source>
            <translation>
                <numerusform>%n recording moved to the trash.</numerusform>
                <numerusform>%n recordings moved to the trash.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Details</name>
        <message numerus="yes">
            <source>%n recording(s)</source>
            <translation>
                <numerusform>%n recording</numerusform>
                <numerusform>%n recordings</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Library</name>
        <message numerus="yes">
            <source>%n display(s)</source>
            <translation>
                <numerusform>%n display</numerusform>
                <numerusform>%n displays</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n microphone(s)</source>
            <translation>
                <numerusform>%n microphone</numerusform>
                <numerusform>%n microphones</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>LibraryWindow</name>
        <message numerus="yes">
            <source>%n recording(s) · {size}</source>
            <translation>
                <numerusform>%n recording · {size}</numerusform>
                <numerusform>%n recordings · {size}</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Notices</name>
        <message numerus="yes">
            <source>The disk lasts for %n more minute(s)</source>
            <translation>
                <numerusform>The disk lasts for %n more minute</numerusform>
                <numerusform>The disk lasts for %n more minutes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Picker</name>
        <message numerus="yes">
            <source>%n a second</source>
            <comment>pictures</comment>
            <translation>
                <numerusform>%n a second</numerusform>
                <numerusform>%n a second</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n channels</source>
            <comment>three or more</comment>
            <translation>
                <numerusform>%n channels</numerusform>
                <numerusform>%n channels</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n displays</source>
            <comment>two or more</comment>
            <translation>
                <numerusform>%n displays</numerusform>
                <numerusform>%n displays</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>At most %n picture(s) a second, and only while something moves.</source>
            <translation>
                <numerusform>At most %n picture a second, and only while something moves.</numerusform>
                <numerusform>At most %n pictures a second, and only while something moves.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Receipt</name>
        <message numerus="yes">
            <source>%n gap(s), {time} in all</source>
            <translation>
                <numerusform>%n gap, {time} in all</numerusform>
                <numerusform>%n gaps, {time} in all</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SourcesView</name>
        <message numerus="yes">
            <source>and %n more display(s)</source>
            <translation>
                <numerusform>and %n more display</numerusform>
                <numerusform>and %n more displays</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Status</name>
        <message numerus="yes">
            <source>Recording in %n second(s)</source>
            <translation>
                <numerusform>Recording in %n second</numerusform>
                <numerusform>Recording in %n seconds</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The disk lasts for %n more minute(s).</source>
            <translation>
                <numerusform>The disk lasts for %n more minute.</numerusform>
                <numerusform>The disk lasts for %n more minutes.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Uploads: %n left</source>
            <translation>
                <numerusform>Uploads: %n left</numerusform>
                <numerusform>Uploads: %n left</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{track}: nothing recorded for %n second(s)</source>
            <translation>
                <numerusform>{track}: nothing recorded for %n second</numerusform>
                <numerusform>{track}: nothing recorded for %n seconds</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>StoragePanel</name>
        <message numerus="yes">
            <source>%n recording(s)</source>
            <translation>
                <numerusform>%n recording</numerusform>
                <numerusform>%n recordings</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n recording(s) wait for a backend that does not answer now.</source>
            <translation>
                <numerusform>%n recording wait for a backend that does not answer now.</numerusform>
                <numerusform>%n recordings wait for a backend that does not answer now.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>At the pace of your latest %n recording(s).</source>
            <translation>
                <numerusform>At the pace of your latest %n recording.</numerusform>
                <numerusform>At the pace of your latest %n recordings.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Times</name>
        <message numerus="yes">
            <source>about %n hour(s)</source>
            <translation>
                <numerusform>about %n hour</numerusform>
                <numerusform>about %n hours</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>about %n minute(s)</source>
            <translation>
                <numerusform>about %n minute</numerusform>
                <numerusform>about %n minutes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Tracks</name>
        <message numerus="yes">
            <source>%n file(s) lost</source>
            <translation>
                <numerusform>%n file lost</numerusform>
                <numerusform>%n files lost</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n gap(s) of {seconds} s</source>
            <translation>
                <numerusform>%n gap of {seconds} s</numerusform>
                <numerusform>%n gaps of {seconds} s</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>TrialPage</name>
        <message numerus="yes">
            <source>Recording: %n second(s) left. Say something.</source>
            <translation>
                <numerusform>Recording: %n second left. Say something.</numerusform>
                <numerusform>Recording: %n seconds left. Say something.</numerusform>
            </translation>
        </message>
    </context>
</TS>
