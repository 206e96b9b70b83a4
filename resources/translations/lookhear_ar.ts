<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar">
<context>
    <name>AboutPanel</name>
    <message>
        <source>A desktop recorder that seals what it sees and hears before it says so.</source>
        <translation>مسجّل سطح مكتب يختم ما يراه ويسمعه قبل أن يعلن عنه.</translation>
    </message>
    <message>
        <source>Copy version</source>
        <translation>نسخ الإصدار</translation>
    </message>
    <message>
        <source>It uses Qt and PySide6 under the GNU LGPL, version 3, as separate libraries that you may replace, and FFmpeg with x264 through PyAV. The file NOTICE says what that means for whoever hands the program on.</source>
        <translation>يستخدم Qt وPySide6 برخصة GNU LGPL الإصدار 3 كمكتبات منفصلة يمكنك استبدالها، وFFmpeg مع x264 عبر PyAV. ويشرح ملف NOTICE ما يعنيه ذلك لمن يوزّع البرنامج.</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>الرخصة</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>الرخص</translation>
    </message>
    <message>
        <source>Lookhear is free software under the Apache License, version 2.0.</source>
        <translation>‏Lookhear برنامج حر برخصة Apache الإصدار 2.0.</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>الحزمة</translation>
    </message>
    <message>
        <source>Packages and their licences</source>
        <translation>الحزم ورخصها</translation>
    </message>
    <message>
        <source>The version is in the clipboard.</source>
        <translation>الإصدار في الحافظة.</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>الإصدار</translation>
    </message>
    <message>
        <source>see the package</source>
        <translation>انظر الحزمة</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>About Lookhear</source>
        <translation>حول Lookhear</translation>
    </message>
    <message numerus="yes">
        <source>Cancel, %n second(s) left</source>
        <translation>
            <numerusform>إلغاء</numerusform>
            <numerusform>إلغاء، بقيت ثانية واحدة</numerusform>
            <numerusform>إلغاء، بقيت ثانيتان</numerusform>
            <numerusform>إلغاء، بقيت %n ثوانٍ</numerusform>
            <numerusform>إلغاء، بقيت %n ثانية</numerusform>
            <numerusform>إلغاء، بقيت %n ثانية</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose sources…</source>
        <translation>اختيار المصادر…</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>السياق</translation>
    </message>
    <message>
        <source>Copy last link</source>
        <translation>نسخ آخر رابط</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>تجاهل التسجيل</translation>
    </message>
    <message>
        <source>Discard recording…</source>
        <translation>تجاهل التسجيل…</translation>
    </message>
    <message>
        <source>Discard this recording?</source>
        <translation>هل تريد تجاهل هذا التسجيل؟</translation>
    </message>
    <message>
        <source>End the privacy pause</source>
        <translation>إنهاء وقفة الخصوصية</translation>
    </message>
    <message>
        <source>Fix permissions…</source>
        <translation>إصلاح الأذونات…</translation>
    </message>
    <message>
        <source>Keep recording</source>
        <translation>متابعة التسجيل</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>المكتبة</translation>
    </message>
    <message>
        <source>Live context</source>
        <translation>السياق المباشر</translation>
    </message>
    <message>
        <source>Marker</source>
        <translation>علامة</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>كتم</translation>
    </message>
    <message>
        <source>Mute microphone</source>
        <translation>كتم الميكروفون</translation>
    </message>
    <message>
        <source>Nothing of it will be left. It goes on until you decide.</source>
        <translation>لن يبقى منه شيء. يستمر التسجيل إلى أن تقرّر.</translation>
    </message>
    <message>
        <source>Open library</source>
        <translation>فتح المكتبة</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>إيقاف مؤقت</translation>
    </message>
    <message numerus="yes">
        <source>Pause for %n minute(s)</source>
        <translation>
            <numerusform>إيقاف مؤقت</numerusform>
            <numerusform>إيقاف مؤقت لدقيقة</numerusform>
            <numerusform>إيقاف مؤقت لدقيقتين</numerusform>
            <numerusform>إيقاف مؤقت لمدة %n دقائق</numerusform>
            <numerusform>إيقاف مؤقت لمدة %n دقيقة</numerusform>
            <numerusform>إيقاف مؤقت لمدة %n دقيقة</numerusform>
        </translation>
    </message>
    <message>
        <source>Pause until tomorrow</source>
        <translation>إيقاف مؤقت حتى الغد</translation>
    </message>
    <message>
        <source>Permissions and health…</source>
        <translation>الأذونات والحالة…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>استئناف</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>جارٍ الحفظ…</translation>
    </message>
    <message>
        <source>Set marker</source>
        <translation>وضع علامة</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>الإعدادات…</translation>
    </message>
    <message>
        <source>Show controls</source>
        <translation>إظهار عناصر التحكم</translation>
    </message>
    <message>
        <source>Start recording</source>
        <translation>بدء التسجيل</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>جارٍ البدء…</translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <translation>إيقاف التسجيل والإنهاء</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation>إيقاف التسجيل</translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation>إعادة المحاولة الآن</translation>
    </message>
</context>
<context>
    <name>BackendForm</name>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Address that gives a session</source>
        <translation>العنوان الذي يمنح جلسة</translation>
    </message>
    <message>
        <source>Another address gives the session</source>
        <translation>عنوان آخر يمنح الجلسة</translation>
    </message>
    <message>
        <source>App that answers {path}</source>
        <translation>تطبيق يجيب على {path}</translation>
    </message>
    <message>
        <source>Empty: the one that is kept</source>
        <translation>إن تُرك فارغًا: السر المحفوظ</translation>
    </message>
    <message>
        <source>Hide what is typed</source>
        <translation>إخفاء ما يُكتب</translation>
    </message>
    <message>
        <source>Key or secret</source>
        <translation>المفتاح أو السر</translation>
    </message>
    <message>
        <source>Kind of backend</source>
        <translation>نوع الخادم</translation>
    </message>
    <message>
        <source>Lookhear backend, or another one with /init-session</source>
        <translation>خادم Lookhear أو غيره مع ‎/init-session</translation>
    </message>
    <message>
        <source>Show what is typed</source>
        <translation>إظهار ما يُكتب</translation>
    </message>
</context>
<context>
    <name>BackendPanel</name>
    <message>
        <source>Asking the backend…</source>
        <translation>جارٍ سؤال الخادم…</translation>
    </message>
    <message>
        <source>Check and use</source>
        <translation>تحقّق واستخدم</translation>
    </message>
    <message>
        <source>Forget the secret</source>
        <translation>نسيان السر</translation>
    </message>
    <message>
        <source>The secret for this address is kept no longer.</source>
        <translation>لم يعد سر هذا العنوان محفوظًا.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>إعادة المحاولة</translation>
    </message>
</context>
<context>
    <name>Backends</name>
    <message>
        <source>Check the address and the kind; a sign-in page of the network answers like this as well.</source>
        <translation>تحقّق من العنوان والنوع؛ فصفحة تسجيل دخول الشبكة تجيب هكذا أيضًا.</translation>
    </message>
    <message>
        <source>Check the address and your connection, then try again.</source>
        <translation>تحقّق من العنوان ومن اتصالك ثم أعد المحاولة.</translation>
    </message>
    <message>
        <source>Copy it once more, as one line without spaces.</source>
        <translation>انسخه مرة أخرى كسطر واحد بلا مسافات.</translation>
    </message>
    <message>
        <source>It begins with https:// and holds no user name, ? or #.</source>
        <translation>يبدأ بـ https://‎ ولا يحوي اسم مستخدم ولا ? أو #.</translation>
    </message>
    <message>
        <source>It is spoken to without encryption: others on the way can see and hear what is recorded.</source>
        <translation>الاتصال به غير مشفّر: يمكن لآخرين على الطريق رؤية ما يُسجَّل وسماعه.</translation>
    </message>
    <message>
        <source>It will be kept in the keyring of this system.</source>
        <translation>سيُحفظ في سلسلة مفاتيح هذا النظام.</translation>
    </message>
    <message>
        <source>Nothing was sent. Ask whoever runs it.</source>
        <translation>لم يُرسل شيء. اسأل من يديره.</translation>
    </message>
    <message>
        <source>Recordings stay on this computer and are handed to nobody.</source>
        <translation>تبقى التسجيلات على هذا الحاسوب ولا تُسلَّم لأحد.</translation>
    </message>
    <message>
        <source>That is not the address of a backend.</source>
        <translation>هذا ليس عنوان خادم.</translation>
    </message>
    <message>
        <source>The backend could not be asked.</source>
        <translation>تعذّر سؤال الخادم.</translation>
    </message>
    <message>
        <source>The backend does not accept this secret.</source>
        <translation>لا يقبل الخادم هذا السر.</translation>
    </message>
    <message>
        <source>The backend of this computer</source>
        <translation>خادم هذا الحاسوب</translation>
    </message>
    <message>
        <source>The certificate of {who} is not trusted by this computer.</source>
        <translation>لا يثق هذا الحاسوب بشهادة {who}.</translation>
    </message>
    <message>
        <source>The secret is kept in the keyring of this system.</source>
        <translation>السر محفوظ في سلسلة مفاتيح هذا النظام.</translation>
    </message>
    <message>
        <source>This computer has no keyring: it will be kept in {file}, not encrypted, readable by you alone.</source>
        <translation>لا توجد سلسلة مفاتيح على هذا الحاسوب: سيُحفظ في {file} دون تشفير، ولا يقرؤه غيرك.</translation>
    </message>
    <message>
        <source>This computer has no keyring: the secret is kept in {file}, not encrypted, readable by you alone.</source>
        <translation>لا توجد سلسلة مفاتيح على هذا الحاسوب: السر محفوظ في {file} دون تشفير، ولا يقرؤه غيرك.</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>أعد المحاولة بعد لحظات.</translation>
    </message>
    <message>
        <source>Type the key or secret that you were given.</source>
        <translation>اكتب المفتاح أو السر الذي أُعطيته.</translation>
    </message>
    <message>
        <source>What answers at {who} is no capture backend, or too old a one.</source>
        <translation>ما يجيب عند {who} ليس خادم تسجيل، أو هو قديم جدًا.</translation>
    </message>
    <message>
        <source>{who} answers and refuses.</source>
        <translation>يجيب {who} ويرفض.</translation>
    </message>
    <message>
        <source>{who} answers and takes recordings.</source>
        <translation>يجيب {who} ويستقبل التسجيلات.</translation>
    </message>
    <message>
        <source>{who} does not answer.</source>
        <translation>لا يجيب {who}.</translation>
    </message>
    <message>
        <source>{who} is busy or full.</source>
        <translation>‏{who} مشغول أو ممتلئ.</translation>
    </message>
    <message>
        <source>{who} wants to know who asks.</source>
        <translation>يريد {who} معرفة من يسأل.</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>إخفاء</translation>
    </message>
</context>
<context>
    <name>CompactWindow</name>
    <message>
        <source>Backend</source>
        <translation>الخادم</translation>
    </message>
    <message>
        <source>Choose sources</source>
        <translation>اختيار المصادر</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>اختيار…</translation>
    </message>
    <message>
        <source>End it now</source>
        <translation>إنهاؤها الآن</translation>
    </message>
    <message>
        <source>Fix permissions</source>
        <translation>إصلاح الأذونات</translation>
    </message>
    <message>
        <source>Lookhear</source>
        <translation>Lookhear</translation>
    </message>
    <message>
        <source>Nothing is chosen yet</source>
        <translation>لم يُختر شيء بعد</translation>
    </message>
    <message>
        <source>Records {sources}</source>
        <translation>يسجّل {sources}</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>التخزين</translation>
    </message>
    <message>
        <source>The link is in the clipboard.</source>
        <translation>الرابط في الحافظة.</translation>
    </message>
</context>
<context>
    <name>Context</name>
    <message>
        <source>Alert: {label}</source>
        <translation>تنبيه: {label}</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>التنبيهات</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>الحاسوب</translation>
    </message>
    <message>
        <source>Display {number}</source>
        <translation>الشاشة {number}</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>الميكروفون</translation>
    </message>
    <message>
        <source>Nothing is understood yet: no engines are installed.</source>
        <translation>لا يُفهم شيء بعد: لا توجد محرّكات مثبّتة.</translation>
    </message>
    <message>
        <source>Nothing is understood: the engines are switched off. Settings → Understanding switches them on.</source>
        <translation>لا شيء يُفهم: المحرّكات مطفأة. تُشغَّل من الإعدادات ← الفهم.</translation>
    </message>
    <message>
        <source>Nothing listens yet: no speech engine is installed.</source>
        <translation>لا شيء يستمع بعد: لا يوجد محرّك للكلام مثبّت.</translation>
    </message>
    <message>
        <source>Nothing listens: the engine for speech is switched off. Settings → Understanding switches it on.</source>
        <translation>لا شيء يستمع: محرّك الكلام مطفأ. يُشغَّل من الإعدادات ← الفهم.</translation>
    </message>
    <message>
        <source>Nothing reads the screen yet: no engine for that is installed.</source>
        <translation>لا شيء يقرأ الشاشة بعد: لا يوجد محرّك لذلك مثبّت.</translation>
    </message>
    <message>
        <source>Nothing reads the screen: the engine for that is switched off. Settings → Understanding switches it on.</source>
        <translation>لا شيء يقرأ الشاشة: المحرّك الخاص بذلك مطفأ. يُشغَّل من الإعدادات ← الفهم.</translation>
    </message>
    <message>
        <source>Nothing sums up yet: no language engine is installed.</source>
        <translation>لا شيء يلخّص بعد: لا يوجد محرّك لغة مثبّت.</translation>
    </message>
    <message>
        <source>Nothing sums up: the engine for that is switched off. Settings → Understanding switches it on.</source>
        <translation>لا شيء يلخّص: المحرّك الخاص بذلك مطفأ. يُشغَّل من الإعدادات ← الفهم.</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>الشاشة</translation>
    </message>
    <message>
        <source>Something could not be understood.</source>
        <translation>تعذّر فهم شيء ما.</translation>
    </message>
    <message>
        <source>Speech</source>
        <translation>الكلام</translation>
    </message>
    <message>
        <source>Summaries</source>
        <translation>الملخّصات</translation>
    </message>
    <message>
        <source>Summary, {who}</source>
        <translation>ملخّص، {who}</translation>
    </message>
    <message>
        <source>This recording goes where nobody was asked to understand it.</source>
        <translation>يذهب هذا التسجيل إلى حيث لم يُطلب من أحد فهمه.</translation>
    </message>
    <message>
        <source>Understanding is switched off in the settings.</source>
        <translation>الفهم متوقّف في الإعدادات.</translation>
    </message>
    <message>
        <source>While this computer is busy, what is understood comes late. It is made up for, and nothing is lost.</source>
        <translation>ما دام هذا الحاسوب مشغولًا يأتي ما يُفهم متأخرًا. سيُستدرك لاحقًا، ولن يضيع شيء.</translation>
    </message>
    <message>
        <source>done</source>
        <translation>انتهى</translation>
    </message>
    <message>
        <source>engine is off</source>
        <translation>المحرّك مطفأ</translation>
    </message>
    <message>
        <source>in trouble</source>
        <translation>متعثّر</translation>
    </message>
    <message>
        <source>listening</source>
        <translation>يستمع</translation>
    </message>
    <message>
        <source>no engine</source>
        <translation>لا محرّك</translation>
    </message>
    <message>
        <source>not asked for</source>
        <translation>غير مطلوب</translation>
    </message>
    <message>
        <source>nothing new for {time}</source>
        <translation>لا جديد منذ {time}</translation>
    </message>
    <message>
        <source>nothing to understand</source>
        <translation>لا شيء لفهمه</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>يقرأ</translation>
    </message>
    <message>
        <source>summing up</source>
        <translation>يلخّص</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>متوقّف</translation>
    </message>
    <message>
        <source>waiting for the backend</source>
        <translation>ينتظر الخادم</translation>
    </message>
    <message>
        <source>{time} behind</source>
        <translation>متأخر {time}</translation>
    </message>
</context>
<context>
    <name>ContextWindow</name>
    <message>
        <source>Click a time to mark that moment.</source>
        <translation>انقر على وقت لتعليم تلك اللحظة.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Copy what is selected, or everything that is shown</source>
        <translation>ينسخ المحدّد، أو كل ما يظهر</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>متابعة</translation>
    </message>
    <message>
        <source>Install…</source>
        <translation>تثبيت…</translation>
    </message>
    <message>
        <source>Live context</source>
        <translation>السياق المباشر</translation>
    </message>
    <message>
        <source>Nothing was understood yet</source>
        <translation>لم يُفهم شيء بعد</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>الإعدادات…</translation>
    </message>
    <message>
        <source>Start a recording: what is said and what is on the screen is shown here.</source>
        <translation>ابدأ تسجيلًا: يظهر هنا ما يقال وما على الشاشة.</translation>
    </message>
    <message>
        <source>Stay at the newest line</source>
        <translation>البقاء عند أحدث سطر</translation>
    </message>
    <message>
        <source>The text is in the clipboard.</source>
        <translation>النص في الحافظة.</translation>
    </message>
    <message>
        <source>What is said and shown comes here in a moment.</source>
        <translation>ما يقال وما يظهر يأتي هنا بعد لحظة.</translation>
    </message>
    <message>
        <source>What was understood</source>
        <translation>ما فُهم</translation>
    </message>
    <message>
        <source>{time} is marked.</source>
        <translation>تم تعليم {time}.</translation>
    </message>
</context>
<context>
    <name>Controls</name>
    <message>
        <source>All sounds</source>
        <translation>كل الأصوات</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>الشاشة</translation>
    </message>
    <message>
        <source>One picture back (,)</source>
        <translation>صورة واحدة إلى الخلف (,)</translation>
    </message>
    <message>
        <source>One picture on (.)</source>
        <translation>صورة واحدة إلى الأمام (.)</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>إيقاف مؤقت</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>تشغيل</translation>
    </message>
    <message>
        <source>Skip pauses</source>
        <translation>تخطي فترات التوقف</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>الصوت</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>السرعة</translation>
    </message>
    <message>
        <source>Speed (&lt; and &gt;)</source>
        <translation>السرعة (&lt; و&gt;)</translation>
    </message>
    <message>
        <source>Turn the sound off</source>
        <translation>إيقاف الصوت</translation>
    </message>
    <message>
        <source>Turn the sound on</source>
        <translation>تشغيل الصوت</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>مستوى الصوت</translation>
    </message>
    <message>
        <source>Volume (up and down)</source>
        <translation>مستوى الصوت (السهمان أعلى وأسفل)</translation>
    </message>
    <message>
        <source>What is heard</source>
        <translation>ما يُسمع</translation>
    </message>
    <message>
        <source>Whole screen (F)</source>
        <translation>ملء الشاشة (F)</translation>
    </message>
    <message>
        <source>{action} (M)</source>
        <translation>{action} (M)</translation>
    </message>
    <message>
        <source>{action} (Space)</source>
        <translation>‏{action} (مفتاح المسافة)</translation>
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
            <numerusform>لم يُحفظ شيء باسم «{name}».</numerusform>
            <numerusform>حُفظ ملف باسم «{name}».</numerusform>
            <numerusform>حُفظ ملفان باسم «{name}».</numerusform>
            <numerusform>حُفظت %n ملفات باسم «{name}».</numerusform>
            <numerusform>حُفظ %n ملفًا باسم «{name}».</numerusform>
            <numerusform>حُفظ %n ملف باسم «{name}».</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s) moved to the trash.</source>
        <translation>
            <numerusform>لم يُنقل شيء إلى سلة المهملات.</numerusform>
            <numerusform>نُقل تسجيل إلى سلة المهملات.</numerusform>
            <numerusform>نُقل تسجيلان إلى سلة المهملات.</numerusform>
            <numerusform>نُقلت %n تسجيلات إلى سلة المهملات.</numerusform>
            <numerusform>نُقل %n تسجيلًا إلى سلة المهملات.</numerusform>
            <numerusform>نُقل %n تسجيل إلى سلة المهملات.</numerusform>
        </translation>
    </message>
    <message>
        <source>Export plays it in another program.</source>
        <translation>صدّره لتشغيله في برنامج آخر.</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>إظهار في المجلد</translation>
    </message>
    <message>
        <source>The link is copied.</source>
        <translation>نُسخ الرابط.</translation>
    </message>
    <message>
        <source>This recording cannot be played here.</source>
        <translation>لا يمكن تشغيل هذا التسجيل هنا.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message numerus="yes">
        <source>%n recording(s)</source>
        <translation>
            <numerusform>لا تسجيلات</numerusform>
            <numerusform>تسجيل واحد</numerusform>
            <numerusform>تسجيلان</numerusform>
            <numerusform>‏%n تسجيلات</numerusform>
            <numerusform>‏%n تسجيلًا</numerusform>
            <numerusform>‏%n تسجيل</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Choose a recording</source>
        <translation>اختر تسجيلًا</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>حذف</translation>
    </message>
    <message>
        <source>Fetching the recording</source>
        <translation>جارٍ جلب التسجيل</translation>
    </message>
    <message>
        <source>Getting the recording ready</source>
        <translation>جارٍ تجهيز التسجيل</translation>
    </message>
</context>
<context>
    <name>DisplayCard</name>
    <message>
        <source>Primary</source>
        <translation>رئيسية</translation>
    </message>
    <message>
        <source>The display that the system itself takes as the first one.</source>
        <translation>الشاشة التي يعدّها النظام الأولى.</translation>
    </message>
    <message>
        <source>{name}, {size}</source>
        <translation>‏{name}، {size}</translation>
    </message>
    <message>
        <source>{name}, {size}, primary</source>
        <translation>‏{name}، {size}، رئيسية</translation>
    </message>
</context>
<context>
    <name>DisplaysPart</name>
    <message>
        <source>Displays</source>
        <translation>الشاشات</translation>
    </message>
    <message>
        <source>Looking for displays…</source>
        <translation>جارٍ البحث عن الشاشات…</translation>
    </message>
    <message>
        <source>Main display of the video</source>
        <translation>الشاشة الرئيسية للفيديو</translation>
    </message>
    <message>
        <source>No display can be recorded here</source>
        <translation>لا يمكن تسجيل أي شاشة هنا</translation>
    </message>
    <message>
        <source>Shows its number on each display for a moment.</source>
        <translation>يُظهر رقم كل شاشة عليها للحظة.</translation>
    </message>
    <message>
        <source>The video shows this one; each other display becomes a video of its own beside it.</source>
        <translation>يعرض الفيديو هذه الشاشة؛ وتصبح كل شاشة أخرى فيديو مستقلًا إلى جانبه.</translation>
    </message>
    <message>
        <source>Which is which?</source>
        <translation>أيّ شاشة هي أيّ؟</translation>
    </message>
</context>
<context>
    <name>DonePage</name>
    <message>
        <source>A click on the icon records, another one stops. A click with the other button opens the menu.</source>
        <translation>نقرة على الرمز تبدأ التسجيل وأخرى توقفه. والنقر بالزر الآخر يفتح القائمة.</translation>
    </message>
    <message>
        <source>All set</source>
        <translation>كل شيء جاهز</translation>
    </message>
    <message>
        <source>Choose sources and record…</source>
        <translation>اختيار المصادر والتسجيل…</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>تم</translation>
    </message>
    <message>
        <source>Everything you have just chosen, and more, whenever you change your mind.</source>
        <translation>كل ما اخترته للتو وأكثر، متى غيّرت رأيك.</translation>
    </message>
    <message>
        <source>Everything you recorded: play it, search it, share it, export it.</source>
        <translation>كل ما سجّلته: شغّله وابحث فيه وشاركه وصدّره.</translation>
    </message>
    <message>
        <source>In a small window</source>
        <translation>في نافذة صغيرة</translation>
    </message>
    <message>
        <source>In the library</source>
        <translation>في المكتبة</translation>
    </message>
    <message>
        <source>In the settings</source>
        <translation>في الإعدادات</translation>
    </message>
    <message>
        <source>In the tray</source>
        <translation>في شريط النظام</translation>
    </message>
    <message>
        <source>Lookhear is ready. This is where you find it:</source>
        <translation>‏Lookhear جاهز. وهنا تجده:</translation>
    </message>
    <message>
        <source>This desktop shows no icons of programs, so a small window has every control. Start Lookhear again to bring it up.</source>
        <translation>لا يُظهر سطح المكتب هذا رموز البرامج، لذا تضم نافذة صغيرة كل عناصر التحكم. شغّل Lookhear مرة أخرى لإظهارها.</translation>
    </message>
</context>
<context>
    <name>Engine</name>
    <message>
        <source>A password does not belong into an address.</source>
        <translation>لا مكان لكلمة المرور في العنوان.</translation>
    </message>
    <message>
        <source>A privacy pause lasts.</source>
        <translation>وقفة الخصوصية جارية.</translation>
    </message>
    <message>
        <source>A recording is running.</source>
        <translation>هناك تسجيل جارٍ.</translation>
    </message>
    <message>
        <source>Add a letter, a digit or an F key.</source>
        <translation>أضف حرفًا أو رقمًا أو مفتاح F.</translation>
    </message>
    <message>
        <source>Allow it in the system&apos;s privacy settings and start again.</source>
        <translation>اسمح به في إعدادات الخصوصية في النظام ثم أعد التشغيل.</translation>
    </message>
    <message>
        <source>An address looks like https://capture.example.org</source>
        <translation>يبدو العنوان هكذا: https://capture.example.org</translation>
    </message>
    <message>
        <source>Check DISPLAY, or start a desktop session.</source>
        <translation>تحقّق من DISPLAY أو ابدأ جلسة سطح مكتب.</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>تحقّق من أذوناته.</translation>
    </message>
    <message>
        <source>Check the disk.</source>
        <translation>تحقّق من القرص.</translation>
    </message>
    <message>
        <source>Choose a display, a microphone or system audio.</source>
        <translation>اختر شاشة أو ميكروفونًا أو صوت النظام.</translation>
    </message>
    <message>
        <source>Choose an output in the sound settings.</source>
        <translation>اختر مخرجًا في إعدادات الصوت.</translation>
    </message>
    <message>
        <source>Choose another combination.</source>
        <translation>اختر تركيبة مفاتيح أخرى.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>اختر مجلدًا آخر.</translation>
    </message>
    <message>
        <source>Choose it with “Change…”.</source>
        <translation>اختره عبر «تغيير…».</translation>
    </message>
    <message>
        <source>Choose one before the next recording.</source>
        <translation>اختر واحدًا قبل التسجيل التالي.</translation>
    </message>
    <message>
        <source>Connect one; recording takes it up at once.</source>
        <translation>وصّل واحدًا؛ وسيلتقطه التسجيل فورًا.</translation>
    </message>
    <message>
        <source>Copy it once more, as one line.</source>
        <translation>انسخه مرة أخرى كسطر واحد.</translation>
    </message>
    <message>
        <source>End it first: nothing is recorded before that.</source>
        <translation>أنهها أولًا: لا يُسجَّل شيء قبل ذلك.</translation>
    </message>
    <message>
        <source>End the pause first.</source>
        <translation>أنهِ الوقفة أولًا.</translation>
    </message>
    <message>
        <source>Every source was lost; the recording stopped early.</source>
        <translation>فُقدت كل المصادر؛ توقف التسجيل قبل أوانه.</translation>
    </message>
    <message>
        <source>Free some space before you record for long.</source>
        <translation>أفرغ بعض المساحة قبل التسجيل الطويل.</translation>
    </message>
    <message>
        <source>Install PortAudio (Debian and Ubuntu: libportaudio2).</source>
        <translation>ثبّت PortAudio (في Debian وUbuntu: ‏libportaudio2).</translation>
    </message>
    <message>
        <source>Install it (Debian and Ubuntu: libpulse0).</source>
        <translation>ثبّتها (في Debian وUbuntu: ‏libpulse0).</translation>
    </message>
    <message>
        <source>Install one, or choose another.</source>
        <translation>ثبّت واحدًا، أو اختر غيره.</translation>
    </message>
    <message>
        <source>Is its drive connected?</source>
        <translation>هل محرك الأقراص موصول؟</translation>
    </message>
    <message>
        <source>It comes by itself.</source>
        <translation>سيظهر من تلقاء نفسه.</translation>
    </message>
    <message>
        <source>It may be too large for this computer.</source>
        <translation>قد يكون أكبر من قدرة هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Its icon or its window can be used.</source>
        <translation>يمكن استخدام رمزه أو نافذته.</translation>
    </message>
    <message>
        <source>Leave it out; the secret has a field of its own.</source>
        <translation>احذفها؛ فللسرّ حقل خاص به.</translation>
    </message>
    <message>
        <source>Lookhear gave no whole answer.</source>
        <translation>لم يعطِ Lookhear جوابًا كاملًا.</translation>
    </message>
    <message>
        <source>Move it away and sign in again.</source>
        <translation>انقله إلى مكان آخر وسجّل الدخول من جديد.</translation>
    </message>
    <message>
        <source>Move it away: the settings are to be kept there.</source>
        <translation>انقلها إلى مكان آخر: ستُحفظ الإعدادات هناك.</translation>
    </message>
    <message>
        <source>No engine of this kind could begin.</source>
        <translation>لا يمكن لأي محرّك من هذا النوع أن يبدأ.</translation>
    </message>
    <message>
        <source>No microphone is being recorded.</source>
        <translation>لا يُسجَّل أي ميكروفون.</translation>
    </message>
    <message>
        <source>No microphone is connected.</source>
        <translation>لا يوجد ميكروفون موصول.</translation>
    </message>
    <message>
        <source>Nobody waits for this any more.</source>
        <translation>لم يعد أحد ينتظر هذا.</translation>
    </message>
    <message>
        <source>Nothing has been recorded yet.</source>
        <translation>لم يُسجَّل شيء بعد.</translation>
    </message>
    <message>
        <source>Nothing is being recorded any more.</source>
        <translation>لم يعد يُسجَّل أي شيء.</translation>
    </message>
    <message>
        <source>Nothing is being recorded.</source>
        <translation>لا يُسجَّل أي شيء.</translation>
    </message>
    <message>
        <source>Nothing is recorded in a privacy pause.</source>
        <translation>لا يُسجَّل شيء في وقفة الخصوصية.</translation>
    </message>
    <message>
        <source>Nothing was chosen to be recorded.</source>
        <translation>لم يُختر شيء لتسجيله.</translation>
    </message>
    <message>
        <source>Only the backend has this recording, and its receipt was left where it was made.</source>
        <translation>هذا التسجيل موجود في الخادم فقط، وبقي إيصاله حيث أُنشئ.</translation>
    </message>
    <message>
        <source>Only the backend has this recording, so it cannot be renamed here.</source>
        <translation>هذا التسجيل موجود في الخادم فقط، فلا يمكن إعادة تسميته هنا.</translation>
    </message>
    <message>
        <source>Recordings are handed over where the settings name a backend.</source>
        <translation>تُسلَّم التسجيلات حين تحدّد الإعدادات خادمًا.</translation>
    </message>
    <message>
        <source>Recordings stay on this computer and are handed to nobody.</source>
        <translation>تبقى التسجيلات على هذا الحاسوب ولا تُسلَّم لأحد.</translation>
    </message>
    <message>
        <source>Reinstall the package av.</source>
        <translation>أعد تثبيت الحزمة av.</translation>
    </message>
    <message>
        <source>Restart PulseAudio or PipeWire.</source>
        <translation>أعد تشغيل PulseAudio أو PipeWire.</translation>
    </message>
    <message>
        <source>Say which one is meant.</source>
        <translation>حدّد أيّها تقصد.</translation>
    </message>
    <message>
        <source>Settings → Backend and account names one.</source>
        <translation>يُحدَّد في الإعدادات ← الخادم والحساب.</translation>
    </message>
    <message>
        <source>Settings → Permissions and health saves a diagnostic archive that helps to mend it.</source>
        <translation>تحفظ الإعدادات ← الأذونات والحالة أرشيفًا تشخيصيًا يساعد على الإصلاح.</translation>
    </message>
    <message>
        <source>Something unexpected happened.</source>
        <translation>حدث أمر غير متوقع.</translation>
    </message>
    <message>
        <source>Start PulseAudio or PipeWire, or set PULSE_SERVER.</source>
        <translation>شغّل PulseAudio أو PipeWire، أو اضبط PULSE_SERVER.</translation>
    </message>
    <message>
        <source>Start one of them.</source>
        <translation>شغّل أحدهما.</translation>
    </message>
    <message>
        <source>Stop it first, then try the test recording again.</source>
        <translation>أوقفه أولًا ثم أعد محاولة التسجيل التجريبي.</translation>
    </message>
    <message>
        <source>Stop it first.</source>
        <translation>أوقفه أولًا.</translation>
    </message>
    <message>
        <source>Stop the recording first.</source>
        <translation>أوقف التسجيل أولًا.</translation>
    </message>
    <message>
        <source>That cannot be a secret of a backend: it has spaces or other characters in it that none has.</source>
        <translation>لا يمكن أن يكون هذا سر خادم: فيه مسافات أو محارف لا تكون في سر.</translation>
    </message>
    <message>
        <source>That is no line of text.</source>
        <translation>هذا ليس سطرًا من النص.</translation>
    </message>
    <message>
        <source>That is not a line of JSON.</source>
        <translation>هذا ليس سطر JSON.</translation>
    </message>
    <message>
        <source>The Finder does not show this.</source>
        <translation>لا يعرض Finder هذا.</translation>
    </message>
    <message>
        <source>The X server has gone.</source>
        <translation>اختفى خادم X.</translation>
    </message>
    <message>
        <source>The application gave an answer that this version does not know.</source>
        <translation>أعطى التطبيق جوابًا لا تعرفه هذه النسخة.</translation>
    </message>
    <message>
        <source>The audio server does not answer.</source>
        <translation>خادم الصوت لا يستجيب.</translation>
    </message>
    <message>
        <source>The audio server does not tell its defaults.</source>
        <translation>لا يذكر خادم الصوت أجهزته الافتراضية.</translation>
    </message>
    <message>
        <source>The audio system has not answered yet.</source>
        <translation>لم يجب نظام الصوت بعد.</translation>
    </message>
    <message>
        <source>The backend of this computer answers.</source>
        <translation>يجيب خادم هذا الحاسوب.</translation>
    </message>
    <message>
        <source>The backend of this computer keeps its data there.</source>
        <translation>يحفظ خادم هذا الحاسوب بياناته هناك.</translation>
    </message>
    <message>
        <source>The backend&apos;s line of news was lost.</source>
        <translation>انقطع خط أخبار الخادم.</translation>
    </message>
    <message>
        <source>The client library of the audio server (libpulse) is not installed.</source>
        <translation>مكتبة خادم الصوت (libpulse) غير مثبّتة.</translation>
    </message>
    <message>
        <source>The connection to the audio server broke.</source>
        <translation>انقطع الاتصال بخادم الصوت.</translation>
    </message>
    <message>
        <source>The connection to the audio server was closed.</source>
        <translation>أُغلق الاتصال بخادم الصوت.</translation>
    </message>
    <message>
        <source>The disk was full; the recording stopped early.</source>
        <translation>امتلأ القرص؛ توقف التسجيل قبل أوانه.</translation>
    </message>
    <message>
        <source>The display can no longer be read.</source>
        <translation>لم يعد ممكنًا قراءة الشاشة.</translation>
    </message>
    <message>
        <source>The display changed its place or size.</source>
        <translation>تغيّر موضع الشاشة أو حجمها.</translation>
    </message>
    <message>
        <source>The display was removed or changed its size.</source>
        <translation>أُزيلت الشاشة أو تغيّر حجمها.</translation>
    </message>
    <message>
        <source>The display was removed.</source>
        <translation>أُزيلت الشاشة.</translation>
    </message>
    <message>
        <source>The engine did not answer in time.</source>
        <translation>لم يُجب المحرّك في الوقت المناسب.</translation>
    </message>
    <message>
        <source>The folder cannot be changed while something is recorded.</source>
        <translation>لا يمكن تغيير المجلد أثناء التسجيل.</translation>
    </message>
    <message>
        <source>The folder could not be written any more; the recording stopped early.</source>
        <translation>لم تعد الكتابة في المجلد ممكنة؛ توقف التسجيل قبل أوانه.</translation>
    </message>
    <message>
        <source>The folder for recordings needs a whole path, from the root on.</source>
        <translation>يحتاج مجلد التسجيلات إلى مسار كامل من الجذر.</translation>
    </message>
    <message>
        <source>The folder needs a whole path, from the root on.</source>
        <translation>يحتاج المجلد إلى مسار كامل من الجذر.</translation>
    </message>
    <message>
        <source>The folder stands in the details.</source>
        <translation>المجلد مذكور في التفاصيل.</translation>
    </message>
    <message>
        <source>The library is closed.</source>
        <translation>المكتبة مغلقة.</translation>
    </message>
    <message>
        <source>The list shows what there is.</source>
        <translation>تعرض القائمة ما هو موجود.</translation>
    </message>
    <message>
        <source>The program ended unexpectedly; up to the last second may be missing.</source>
        <translation>انتهى البرنامج على غير المتوقع؛ قد تنقص الثانية الأخيرة.</translation>
    </message>
    <message>
        <source>The recording answered something else than a line of JSON.</source>
        <translation>أجاب التسجيل بشيء غير سطر JSON.</translation>
    </message>
    <message>
        <source>The recording gave an answer that this version does not know.</source>
        <translation>أعطى التسجيل جوابًا لا تعرفه هذه النسخة.</translation>
    </message>
    <message>
        <source>The settings could not be read and are at their defaults.</source>
        <translation>تعذّرت قراءة الإعدادات وهي على قيمها الافتراضية.</translation>
    </message>
    <message>
        <source>The settings file has something else there; the default is used.</source>
        <translation>في ملف الإعدادات شيء آخر هناك؛ تُستخدم القيمة الافتراضية.</translation>
    </message>
    <message>
        <source>The synthetic display is unplugged.</source>
        <translation>فُصلت الشاشة الاصطناعية.</translation>
    </message>
    <message>
        <source>The system&apos;s keyring does not let go of the secret.</source>
        <translation>لا تتخلى سلسلة مفاتيح النظام عن السر.</translation>
    </message>
    <message>
        <source>The system&apos;s keyring does not take the secret.</source>
        <translation>لا تقبل سلسلة مفاتيح النظام السر.</translation>
    </message>
    <message>
        <source>The test recording is running already.</source>
        <translation>التسجيل التجريبي جارٍ بالفعل.</translation>
    </message>
    <message>
        <source>There is little room left there.</source>
        <translation>المساحة الباقية هناك قليلة.</translation>
    </message>
    <message>
        <source>There is no backend to hand it over to.</source>
        <translation>لا يوجد خادم لتسليمه إليه.</translation>
    </message>
    <message>
        <source>There is no file manager that answers here.</source>
        <translation>لا يستجيب أي مدير ملفات هنا.</translation>
    </message>
    <message>
        <source>There is no link yet: the backend has not answered so far.</source>
        <translation>لا يوجد رابط بعد: لم يجب الخادم حتى الآن.</translation>
    </message>
    <message>
        <source>There is no sound output whose sound could be recorded.</source>
        <translation>لا يوجد مخرج صوت يمكن تسجيل صوته.</translation>
    </message>
    <message>
        <source>There is no such recording any more.</source>
        <translation>لم يعد هذا التسجيل موجودًا.</translation>
    </message>
    <message>
        <source>There is none.</source>
        <translation>لا يوجد.</translation>
    </message>
    <message>
        <source>There is nothing that could be played.</source>
        <translation>لا يوجد ما يمكن تشغيله.</translation>
    </message>
    <message>
        <source>This X server reports no changes (DAMAGE, XFIXES or RANDR is missing).</source>
        <translation>لا يُبلغ خادم X هذا عن التغييرات (DAMAGE أو XFIXES أو RANDR مفقود).</translation>
    </message>
    <message>
        <source>This recording is just being handed over.</source>
        <translation>يجري تسليم هذا التسجيل الآن.</translation>
    </message>
    <message>
        <source>This recording is on this computer only, so there is no link to it.</source>
        <translation>هذا التسجيل على هذا الحاسوب فقط، فلا رابط له.</translation>
    </message>
    <message>
        <source>This recording is still running.</source>
        <translation>ما زال هذا التسجيل جاريًا.</translation>
    </message>
    <message>
        <source>This system shows no display.</source>
        <translation>لا يُظهر هذا النظام أي شاشة.</translation>
    </message>
    <message>
        <source>This was deleted for good.</source>
        <translation>حُذف هذا نهائيًا.</translation>
    </message>
    <message>
        <source>Try again when that is done.</source>
        <translation>أعد المحاولة بعد الانتهاء من ذلك.</translation>
    </message>
    <message>
        <source>Type it again; it has to be one line.</source>
        <translation>اكتبه مرة أخرى؛ يجب أن يكون سطرًا واحدًا.</translation>
    </message>
    <message>
        <source>Unlock it, or allow Lookhear to use it, and try again.</source>
        <translation>افتح قفلها أو اسمح لـLookhear باستخدامها ثم أعد المحاولة.</translation>
    </message>
    <message>
        <source>Write the whole name of one of them.</source>
        <translation>اكتب الاسم الكامل لأحدها.</translation>
    </message>
    <message>
        <source>nothing was recorded.</source>
        <translation>لم يُسجَّل شيء.</translation>
    </message>
    <message>
        <source>only silence was heard.</source>
        <translation>لم يُسمع سوى الصمت.</translation>
    </message>
    <message>
        <source>what is needed to play it is lost.</source>
        <translation>فُقد ما يلزم لتشغيله.</translation>
    </message>
</context>
<context>
    <name>EngineCard</name>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Empty: none</source>
        <translation>فارغ: لا شيء</translation>
    </message>
    <message>
        <source>Empty: the one that is kept</source>
        <translation>إن تُرك فارغًا: السر المحفوظ</translation>
    </message>
    <message>
        <source>Engine for {kind}</source>
        <translation>محرّك لـ{kind}</translation>
    </message>
    <message>
        <source>Forget the key</source>
        <translation>نسيان المفتاح</translation>
    </message>
    <message>
        <source>Install {engine}</source>
        <translation>تثبيت {engine}</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>المفتاح</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>النموذج</translation>
    </message>
    <message>
        <source>Runs the engine once, in a process of its own</source>
        <translation>يشغّل المحرّك مرة واحدة، في عملية خاصة به</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>اختبار</translation>
    </message>
    <message>
        <source>The engine is being installed…</source>
        <translation>يجري تثبيت المحرّك…</translation>
    </message>
    <message>
        <source>The engine is tried…</source>
        <translation>تجري تجربة المحرّك…</translation>
    </message>
    <message>
        <source>Use this</source>
        <translation>استخدام هذا</translation>
    </message>
</context>
<context>
    <name>Engines</name>
    <message>
        <source>Alerts</source>
        <translation>التنبيهات</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>تلقائي</translation>
    </message>
    <message>
        <source>Automatic ({engine})</source>
        <translation>تلقائي ({engine})</translation>
    </message>
    <message>
        <source>Decides whether something that is watched for has happened.</source>
        <translation>يقرّر هل حدث شيء مما يُراقَب.</translation>
    </message>
    <message>
        <source>Finds what means the same in other words.</source>
        <translation>يجد ما يعني الشيء نفسه بكلمات أخرى.</translation>
    </message>
    <message>
        <source>It works. Of the sample it made: “{text}” ({seconds} s)</source>
        <translation>يعمل. صنع من العيّنة: «{text}» ({seconds} ث)</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>متوقف</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>الشاشة</translation>
    </message>
    <message>
        <source>Search by meaning</source>
        <translation>البحث بالمعنى</translation>
    </message>
    <message>
        <source>Speech</source>
        <translation>الكلام</translation>
    </message>
    <message>
        <source>Summaries</source>
        <translation>الملخّصات</translation>
    </message>
    <message>
        <source>Sums up, and answers prompts.</source>
        <translation>يلخّص ويجيب عن الطلبات.</translation>
    </message>
    <message>
        <source>Tells what is on the screen.</source>
        <translation>يخبر بما على الشاشة.</translation>
    </message>
    <message>
        <source>What it is given leaves this computer, if its address is elsewhere.</source>
        <translation>ما يُعطى له يغادر هذا الحاسوب إن كان عنوانه في مكان آخر.</translation>
    </message>
    <message>
        <source>Writes down what is said.</source>
        <translation>يكتب ما يقال.</translation>
    </message>
    <message>
        <source>address is missing</source>
        <translation>العنوان ناقص</translation>
    </message>
    <message>
        <source>from {package}</source>
        <translation>من {package}</translation>
    </message>
    <message>
        <source>licence: {name}</source>
        <translation>الرخصة: {name}</translation>
    </message>
    <message>
        <source>model is missing</source>
        <translation>النموذج ناقص</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>غير مثبّت</translation>
    </message>
    <message>
        <source>nothing installed</source>
        <translation>لا شيء مثبّت</translation>
    </message>
    <message>
        <source>off</source>
        <translation>متوقف</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>جاهز</translation>
    </message>
</context>
<context>
    <name>EnginesPanel</name>
    <message>
        <source>Before anything that was said or shown is kept, searched or sent. How many there were is counted.</source>
        <translation>قبل حفظ أي شيء قيل أو ظهر أو البحث فيه أو إرساله. ويُحسب كم كان عددها.</translation>
    </message>
    <message>
        <source>Engines</source>
        <translation>المحرّكات</translation>
    </message>
    <message>
        <source>Keys are kept in the keyring of this system.</source>
        <translation>تُحفظ المفاتيح في حلقة مفاتيح هذا النظام.</translation>
    </message>
    <message>
        <source>Keys are kept in {file}, not encrypted, readable by you alone.</source>
        <translation>تُحفظ المفاتيح في {file}، غير مشفّرة، ولا يقرؤها سواك.</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>جارٍ البحث…</translation>
    </message>
    <message>
        <source>Mask keys, tokens and card numbers</source>
        <translation>إخفاء المفاتيح والرموز وأرقام البطاقات</translation>
    </message>
    <message>
        <source>They run on this computer, beside everything else and never in its way. Services elsewhere are used where you choose one.</source>
        <translation>تعمل على هذا الحاسوب بجانب كل شيء آخر ولا تعيقه أبدًا. لا تُستخدم خدمات في مكان آخر إلا حيث تختار واحدة.</translation>
    </message>
    <message>
        <source>What is never recorded…</source>
        <translation>ما لا يُسجَّل أبدًا…</translation>
    </message>
</context>
<context>
    <name>EntryDelegate</name>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Name of the recording</source>
        <translation>اسم التسجيل</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>A source cannot be recorded.</source>
        <translation>لا يمكن تسجيل أحد المصادر.</translation>
    </message>
    <message>
        <source>A source has gone.</source>
        <translation>اختفى أحد المصادر.</translation>
    </message>
    <message>
        <source>A source that was chosen is not there.</source>
        <translation>أحد المصادر المختارة غير موجود.</translation>
    </message>
    <message>
        <source>Check the address in Settings → Backend.</source>
        <translation>تحقّق من العنوان في الإعدادات ← الخادم والحساب.</translation>
    </message>
    <message>
        <source>Check the disk, or choose another folder in Settings → Storage.</source>
        <translation>تحقّق من القرص، أو اختر مجلدًا آخر في الإعدادات ← التخزين.</translation>
    </message>
    <message>
        <source>Choose another folder, or change its permissions.</source>
        <translation>اختر مجلدًا آخر أو غيّر أذوناته.</translation>
    </message>
    <message>
        <source>Choose another one, or plug it in again.</source>
        <translation>اختر مصدرًا آخر أو أعد توصيله.</translation>
    </message>
    <message>
        <source>Choose others; Settings → Permissions and health shows what is missing.</source>
        <translation>اختر غيرها؛ تُظهر الإعدادات ← الأذونات والحالة ما ينقص.</translation>
    </message>
    <message>
        <source>Free some space; what was recorded so far is safe.</source>
        <translation>أفرغ بعض المساحة؛ ما سُجّل حتى الآن محفوظ.</translation>
    </message>
    <message>
        <source>It is safe here; sign in again in Settings → Backend.</source>
        <translation>إنه محفوظ هنا؛ سجّل الدخول من جديد في الإعدادات ← الخادم والحساب.</translation>
    </message>
    <message>
        <source>It is safe on this computer.</source>
        <translation>إنه محفوظ على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>It is taken up again by itself as soon as it is back.</source>
        <translation>سيُستأنف تلقائيًا فور عودته.</translation>
    </message>
    <message>
        <source>It is tried again by itself; recordings are safe here meanwhile.</source>
        <translation>تُعاد المحاولة تلقائيًا؛ والتسجيلات محفوظة هنا في الأثناء.</translation>
    </message>
    <message>
        <source>Look through them; what was there is kept beside them.</source>
        <translation>راجعها؛ ما كان هناك محفوظ بجانبها.</translation>
    </message>
    <message>
        <source>Lookhear is just closing.</source>
        <translation>‏Lookhear قيد الإغلاق.</translation>
    </message>
    <message>
        <source>No encoder for pictures or sound works on this computer.</source>
        <translation>لا يعمل على هذا الحاسوب أي مرمّز للصورة أو الصوت.</translation>
    </message>
    <message>
        <source>None of the chosen sources can be recorded.</source>
        <translation>لا يمكن تسجيل أي من المصادر المختارة.</translation>
    </message>
    <message>
        <source>Nothing is being recorded.</source>
        <translation>لا يُسجَّل أي شيء.</translation>
    </message>
    <message>
        <source>Plug it in, or choose another one.</source>
        <translation>وصّله أو اختر مصدرًا آخر.</translation>
    </message>
    <message>
        <source>Settings → Permissions and health saves a diagnostic archive that helps to mend it.</source>
        <translation>تحفظ الإعدادات ← الأذونات والحالة أرشيفًا تشخيصيًا يساعد على الإصلاح.</translation>
    </message>
    <message>
        <source>Settings → Permissions and health shows what is missing.</source>
        <translation>تُظهر الإعدادات ← الأذونات والحالة ما ينقص.</translation>
    </message>
    <message>
        <source>Settings → Permissions and health shows what to allow.</source>
        <translation>تُظهر الإعدادات ← الأذونات والحالة ما ينبغي السماح به.</translation>
    </message>
    <message>
        <source>Something unexpected happened.</source>
        <translation>حدث أمر غير متوقع.</translation>
    </message>
    <message>
        <source>Start it again to go on.</source>
        <translation>أعد تشغيله للمتابعة.</translation>
    </message>
    <message>
        <source>That did not work.</source>
        <translation>لم ينجح ذلك.</translation>
    </message>
    <message>
        <source>That is not possible now.</source>
        <translation>هذا غير ممكن الآن.</translation>
    </message>
    <message>
        <source>That makes no sense as it stands.</source>
        <translation>هذا غير مفهوم بهذا الشكل.</translation>
    </message>
    <message>
        <source>The backend does not answer.</source>
        <translation>الخادم لا يستجيب.</translation>
    </message>
    <message>
        <source>The backend has no room left.</source>
        <translation>لم تبق مساحة في الخادم.</translation>
    </message>
    <message>
        <source>The backend is busy.</source>
        <translation>الخادم مشغول.</translation>
    </message>
    <message>
        <source>The backend refuses this recording.</source>
        <translation>يرفض الخادم هذا التسجيل.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>القرص ممتلئ.</translation>
    </message>
    <message>
        <source>The files of this recording cannot be read.</source>
        <translation>لا يمكن قراءة ملفات هذا التسجيل.</translation>
    </message>
    <message>
        <source>The folder cannot be written.</source>
        <translation>لا يمكن الكتابة في المجلد.</translation>
    </message>
    <message>
        <source>The folder for recordings cannot be used.</source>
        <translation>لا يمكن استخدام مجلد التسجيلات.</translation>
    </message>
    <message>
        <source>The former value is kept.</source>
        <translation>تبقى القيمة السابقة.</translation>
    </message>
    <message>
        <source>The media of this recording is damaged.</source>
        <translation>وسائط هذا التسجيل تالفة.</translation>
    </message>
    <message>
        <source>The recording cannot be handed over now.</source>
        <translation>لا يمكن تسليم التسجيل الآن.</translation>
    </message>
    <message>
        <source>The recording engine failed.</source>
        <translation>تعطّل محرك التسجيل.</translation>
    </message>
    <message>
        <source>The recording engine is busy.</source>
        <translation>محرك التسجيل مشغول.</translation>
    </message>
    <message>
        <source>The recording that runs cannot be told that.</source>
        <translation>لا يمكن إبلاغ التسجيل الجاري بذلك.</translation>
    </message>
    <message>
        <source>The recording that runs does not answer.</source>
        <translation>التسجيل الجاري لا يستجيب.</translation>
    </message>
    <message>
        <source>The settings could not be read and are at their defaults.</source>
        <translation>تعذّرت قراءة الإعدادات وهي على قيمها الافتراضية.</translation>
    </message>
    <message>
        <source>The system does not allow that to be recorded.</source>
        <translation>لا يسمح النظام بتسجيل ذلك.</translation>
    </message>
    <message>
        <source>They are left as they are.</source>
        <translation>تبقى كما هي.</translation>
    </message>
    <message>
        <source>This recording is in use.</source>
        <translation>هذا التسجيل قيد الاستخدام.</translation>
    </message>
    <message>
        <source>This recording is not there any more.</source>
        <translation>لم يعد هذا التسجيل موجودًا.</translation>
    </message>
    <message>
        <source>This setting makes no sense.</source>
        <translation>هذا الإعداد غير صالح.</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>أعد المحاولة بعد لحظات.</translation>
    </message>
    <message>
        <source>Try again when that is done.</source>
        <translation>أعد المحاولة بعد الانتهاء من ذلك.</translation>
    </message>
    <message>
        <source>What answers there is no capture backend, or too old a one.</source>
        <translation>ما يجيب هناك ليس خادم تسجيل، أو هو قديم جدًا.</translation>
    </message>
    <message>
        <source>What was recorded is safe; it can be stopped where it was started.</source>
        <translation>ما سُجّل محفوظ؛ ويمكن إيقافه من حيث بدأ.</translation>
    </message>
    <message>
        <source>Whoever runs it has to free some space; recordings are safe here meanwhile.</source>
        <translation>على من يديره أن يفرغ مساحة؛ والتسجيلات محفوظة هنا في الأثناء.</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Export the recording</source>
        <translation>تصدير التسجيل</translation>
    </message>
    <message>
        <source>Exporting “{name}”</source>
        <translation>جارٍ تصدير «{name}»</translation>
    </message>
    <message>
        <source>Video (*.mp4)</source>
        <translation>فيديو (*.mp4)</translation>
    </message>
</context>
<context>
    <name>Filters</name>
    <message>
        <source>First day</source>
        <translation>أول يوم</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>آخر يوم</translation>
    </message>
    <message>
        <source>Search names, dates, what was said and shown</source>
        <translation>ابحث في الأسماء والتواريخ وما قيل وظهر</translation>
    </message>
    <message>
        <source>Search the recordings</source>
        <translation>البحث في التسجيلات</translation>
    </message>
    <message>
        <source>When</source>
        <translation>متى</translation>
    </message>
</context>
<context>
    <name>FirstRunWindow</name>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Welcome to Lookhear</source>
        <translation>مرحبًا بك في Lookhear</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>Lookhear does not start when you log in: that was switched off in the system’s own settings.</source>
        <translation>لا يبدأ Lookhear عند تسجيل الدخول: أُوقف ذلك في إعدادات النظام نفسه.</translation>
    </message>
    <message>
        <source>Switch it on there, or below.</source>
        <translation>فعّله هناك أو أدناه.</translation>
    </message>
    <message>
        <source>This system has no list of programs that start at login.</source>
        <translation>لا توجد في هذا النظام قائمة برامج تبدأ عند تسجيل الدخول.</translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message>
        <source>Backend</source>
        <translation>الخادم</translation>
    </message>
    <message>
        <source>Choose an output in the system’s sound settings. You can record without.</source>
        <translation>اختر مخرجًا في إعدادات الصوت في النظام. يمكنك التسجيل بدونه.</translation>
    </message>
    <message>
        <source>Choose another folder under Storage.</source>
        <translation>اختر مجلدًا آخر في التخزين.</translation>
    </message>
    <message>
        <source>Connect a display, and log in to a session that programs may look at.</source>
        <translation>وصّل شاشة وسجّل الدخول إلى جلسة يمكن للبرامج رؤيتها.</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>القرص</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>الشاشة</translation>
    </message>
    <message>
        <source>Folder for recordings</source>
        <translation>مجلد التسجيلات</translation>
    </message>
    <message>
        <source>Free some room: an hour of a busy desktop takes up to 5 GB.</source>
        <translation>أفرغ بعض المساحة: ساعة من سطح مكتب نشط تحتاج حتى 5 غ.ب.</translation>
    </message>
    <message>
        <source>In a file that only you can read, because there is no keyring</source>
        <translation>في ملف لا يقرؤه غيرك، لعدم وجود سلسلة مفاتيح</translation>
    </message>
    <message>
        <source>In the system’s keyring</source>
        <translation>في سلسلة مفاتيح النظام</translation>
    </message>
    <message>
        <source>Install Lookhear again.</source>
        <translation>أعد تثبيت Lookhear.</translation>
    </message>
    <message>
        <source>Look at Backend and account. Recordings are safe here until it answers.</source>
        <translation>راجع «الخادم والحساب». التسجيلات محفوظة هنا إلى أن يجيب.</translation>
    </message>
    <message>
        <source>Look through the settings; what could not be read is at its default.</source>
        <translation>راجع الإعدادات؛ ما تعذّرت قراءته على قيمته الافتراضية.</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>الميكروفون</translation>
    </message>
    <message>
        <source>Not possible here</source>
        <translation>غير ممكن هنا</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>متوقف</translation>
    </message>
    <message>
        <source>On</source>
        <translation>مفعّلة</translation>
    </message>
    <message>
        <source>Passwords and tokens</source>
        <translation>كلمات المرور والرموز</translation>
    </message>
    <message>
        <source>Plug one in, or choose one in the system’s sound settings. You can record without.</source>
        <translation>وصّل واحدًا أو اختره في إعدادات الصوت في النظام. يمكنك التسجيل بدونه.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>Start at login</source>
        <translation>البدء عند تسجيل الدخول</translation>
    </message>
    <message>
        <source>Switch it off and on again under General.</source>
        <translation>أوقفه ثم فعّله من جديد في «عام».</translation>
    </message>
    <message>
        <source>Switched off by the system</source>
        <translation>أوقفه النظام</translation>
    </message>
    <message>
        <source>System audio</source>
        <translation>صوت النظام</translation>
    </message>
    <message>
        <source>That is as safe as your account. Install a keyring to have them encrypted.</source>
        <translation>هذا آمن بقدر أمان حسابك. ثبّت سلسلة مفاتيح لتشفيرها.</translation>
    </message>
    <message>
        <source>This computer’s own, which starts when it is needed</source>
        <translation>خادم هذا الحاسوب، ويبدأ عند الحاجة</translation>
    </message>
    <message>
        <source>Video encoder</source>
        <translation>مرمّز الفيديو</translation>
    </message>
    <message>
        <source>{size} free</source>
        <translation>‏{size} متاحة</translation>
    </message>
</context>
<context>
    <name>HealthPanel</name>
    <message>
        <source>Archives (*.zip)</source>
        <translation>أرشيفات (*.zip)</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>نسخ التقرير</translation>
    </message>
    <message>
        <source>For whoever helps you</source>
        <translation>لمن يساعدك</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>جارٍ البحث…</translation>
    </message>
    <message>
        <source>Opens every display, the microphone and the system audio for a moment, and asks the backend</source>
        <translation>يفتح كل الشاشات والميكروفون وصوت النظام للحظة، ويسأل الخادم</translation>
    </message>
    <message>
        <source>Save diagnostic archive</source>
        <translation>حفظ الأرشيف التشخيصي</translation>
    </message>
    <message>
        <source>Save diagnostic archive…</source>
        <translation>حفظ الأرشيف التشخيصي…</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>حُفظ باسم {path}</translation>
    </message>
    <message>
        <source>The diagnostic archive holds this report, your settings, figures of the latest recordings and the log. It has no pictures, no sound, no names of recordings or windows and no secrets in it. It is sent to nobody: read it, then hand it on if you like.</source>
        <translation>يضم الأرشيف التشخيصي هذا التقرير وإعداداتك وأرقامًا عن آخر التسجيلات والسجل. ليس فيه صور ولا صوت ولا أسماء تسجيلات أو نوافذ ولا أسرار. لا يُرسل إلى أحد: اقرأه ثم شاركه إن شئت.</translation>
    </message>
    <message>
        <source>The report is in the clipboard.</source>
        <translation>التقرير في الحافظة.</translation>
    </message>
    <message>
        <source>Try everything</source>
        <translation>تجربة كل شيء</translation>
    </message>
    <message>
        <source>Trying everything…</source>
        <translation>جارٍ تجربة كل شيء…</translation>
    </message>
    <message>
        <source>What works here</source>
        <translation>ما يعمل هنا</translation>
    </message>
</context>
<context>
    <name>HitList</name>
    <message>
        <source>Places that were found</source>
        <translation>المواضع التي وُجدت</translation>
    </message>
</context>
<context>
    <name>Hotkeys</name>
    <message>
        <source>Another program or the system has these keys. Press others.</source>
        <translation>هذه المفاتيح محجوزة لبرنامج آخر أو للنظام. اضغط غيرها.</translation>
    </message>
    <message>
        <source>The desktop did not bind these keys. Its keyboard settings can.</source>
        <translation>لم يربط سطح المكتب هذه المفاتيح. يمكن ذلك من إعدادات لوحة المفاتيح فيه.</translation>
    </message>
    <message>
        <source>The system gives no global hotkeys. Bind the command “lookhear toggle” in its keyboard settings instead.</source>
        <translation>لا يوفر النظام اختصارات عامة. اربط بدلًا منها الأمر «lookhear toggle» في إعدادات لوحة المفاتيح فيه.</translation>
    </message>
    <message>
        <source>There is no display whose keys could be heard.</source>
        <translation>لا توجد شاشة يمكن استقبال مفاتيحها.</translation>
    </message>
    <message>
        <source>These keys do something else in Lookhear already. Press others.</source>
        <translation>لهذه المفاتيح وظيفة أخرى في Lookhear. اضغط غيرها.</translation>
    </message>
    <message>
        <source>These keys work, but browsers and editors use them, and will no longer hear them.</source>
        <translation>تعمل هذه المفاتيح، لكن المتصفحات والمحررات تستخدمها ولن تصلها بعد الآن.</translation>
    </message>
    <message>
        <source>This desktop gives programs no global hotkeys. Bind the command “lookhear toggle” in its keyboard settings instead.</source>
        <translation>لا يمنح سطح المكتب هذا البرامج اختصارات عامة. اربط بدلًا منها الأمر «lookhear toggle» في إعدادات لوحة المفاتيح فيه.</translation>
    </message>
    <message>
        <source>This is not one key with modifiers. Press for example Ctrl+Alt+R.</source>
        <translation>هذا ليس مفتاحًا واحدًا مع مفاتيح مساعدة. اضغط مثلًا Ctrl+Alt+R.</translation>
    </message>
    <message>
        <source>This key is needed for typing. Hold Ctrl, Alt or the system key with it.</source>
        <translation>هذا المفتاح لازم للكتابة. اضغط معه Ctrl أو Alt أو مفتاح النظام.</translation>
    </message>
    <message>
        <source>This keyboard has no such key. Press another one.</source>
        <translation>لا يوجد هذا المفتاح في لوحة المفاتيح. اضغط غيره.</translation>
    </message>
</context>
<context>
    <name>KeyEdit</name>
    <message>
        <source>Press keys</source>
        <translation>اضغط المفاتيح</translation>
    </message>
</context>
<context>
    <name>KeyField</name>
    <message>
        <source>Click here and press the keys</source>
        <translation>انقر هنا واضغط المفاتيح</translation>
    </message>
    <message>
        <source>No keys for “{name}”</source>
        <translation>لا مفاتيح لـ«{name}»</translation>
    </message>
</context>
<context>
    <name>LastCard</name>
    <message>
        <source>Copy link</source>
        <translation>نسخ الرابط</translation>
    </message>
    <message>
        <source>Saved, {time}</source>
        <translation>حُفظ، {time}</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>مشاهدة</translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message numerus="yes">
        <source>%n display(s)</source>
        <translation>
            <numerusform>لا شاشات</numerusform>
            <numerusform>شاشة واحدة</numerusform>
            <numerusform>شاشتان</numerusform>
            <numerusform>‏%n شاشات</numerusform>
            <numerusform>‏%n شاشة</numerusform>
            <numerusform>‏%n شاشة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n microphone(s)</source>
        <translation>
            <numerusform>لا ميكروفونات</numerusform>
            <numerusform>ميكروفون واحد</numerusform>
            <numerusform>ميكروفونان</numerusform>
            <numerusform>‏%n ميكروفونات</numerusform>
            <numerusform>‏%n ميكروفونًا</numerusform>
            <numerusform>‏%n ميكروفون</numerusform>
        </translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>أي وقت</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>التاريخ</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>من … إلى …</translation>
    </message>
    <message>
        <source>In the backend only</source>
        <translation>في الخادم فقط</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>آخر 30 يومًا</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>آخر 7 أيام</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>يحتاج إلى انتباه</translation>
    </message>
    <message>
        <source>On the screen</source>
        <translation>على الشاشة</translation>
    </message>
    <message>
        <source>Only the backend has this recording. To be played it is fetched from there.</source>
        <translation>هذا التسجيل في الخادم فقط. يُجلب من هناك لتشغيله.</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>جارٍ التسجيل</translation>
    </message>
    <message>
        <source>Recovered</source>
        <translation>مُستعاد</translation>
    </message>
    <message>
        <source>Said</source>
        <translation>قيل</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>ملخّص</translation>
    </message>
    <message>
        <source>This recording was interrupted. Everything that was captured until then is here.</source>
        <translation>قُطع هذا التسجيل. وكل ما التُقط حتى ذلك الحين موجود هنا.</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>هذه السنة</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>Today, {time}</source>
        <translation>اليوم، {time}</translation>
    </message>
    <message>
        <source>Uploading {percent}</source>
        <translation>جارٍ الرفع {percent}</translation>
    </message>
    <message>
        <source>Waiting to upload</source>
        <translation>بانتظار الرفع</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>أمس</translation>
    </message>
    <message>
        <source>Yesterday, {time}</source>
        <translation>أمس، {time}</translation>
    </message>
    <message>
        <source>system audio</source>
        <translation>صوت النظام</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>‏{day}، {time}</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>«{text}»</translation>
    </message>
</context>
<context>
    <name>LibraryWindow</name>
    <message numerus="yes">
        <source>%n recording(s) · {size}</source>
        <translation>
            <numerusform>لا تسجيلات · {size}</numerusform>
            <numerusform>تسجيل واحد · {size}</numerusform>
            <numerusform>تسجيلان · {size}</numerusform>
            <numerusform>‏%n تسجيلات · {size}</numerusform>
            <numerusform>‏%n تسجيلًا · {size}</numerusform>
            <numerusform>‏%n تسجيل · {size}</numerusform>
        </translation>
    </message>
    <message>
        <source>Library</source>
        <translation>المكتبة</translation>
    </message>
    <message>
        <source>No recordings yet</source>
        <translation>لا تسجيلات بعد</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>لا نتائج</translation>
    </message>
    <message>
        <source>Record…</source>
        <translation>تسجيل…</translation>
    </message>
    <message>
        <source>Searching what was said and shown…</source>
        <translation>جارٍ البحث فيما قيل وما ظهر…</translation>
    </message>
    <message>
        <source>Show all recordings</source>
        <translation>إظهار كل التسجيلات</translation>
    </message>
    <message>
        <source>What you record is found here again.</source>
        <translation>ستجد هنا ما تسجّله.</translation>
    </message>
</context>
<context>
    <name>LineTools</name>
    <message>
        <source>Everything</source>
        <translation>كل شيء</translation>
    </message>
    <message>
        <source>Find in the text</source>
        <translation>البحث في النص</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>الموضع التالي</translation>
    </message>
    <message>
        <source>Place before</source>
        <translation>الموضع السابق</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>ما يُعرض</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>غير موجود</translation>
    </message>
    <message>
        <source>{at} of {count}</source>
        <translation>‏{at} من {count}</translation>
    </message>
</context>
<context>
    <name>MannersPage</name>
    <message>
        <source>A key to start and stop</source>
        <translation>مفتاح للبدء والإيقاف</translation>
    </message>
    <message>
        <source>Close at hand</source>
        <translation>في متناول اليد</translation>
    </message>
    <message>
        <source>It waits in the tray and opens nothing.</source>
        <translation>ينتظر في شريط النظام ولا يفتح شيئًا.</translation>
    </message>
    <message>
        <source>It works in every program. Take one that none of them uses.</source>
        <translation>يعمل في كل البرامج. اختر مفتاحًا لا يستخدمه أي منها.</translation>
    </message>
    <message>
        <source>Start and stop</source>
        <translation>بدء وإيقاف</translation>
    </message>
    <message>
        <source>Start when I log in</source>
        <translation>التشغيل عند تسجيل الدخول</translation>
    </message>
    <message>
        <source>Two things that many people like. Both are off until you switch them on.</source>
        <translation>أمران يحبهما كثيرون. كلاهما متوقف حتى تفعّله.</translation>
    </message>
    <message>
        <source>Use {keys}</source>
        <translation>استخدام {keys}</translation>
    </message>
</context>
<context>
    <name>Meter</name>
    <message>
        <source>Level</source>
        <translation>المستوى</translation>
    </message>
</context>
<context>
    <name>NoticePopup</name>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>A recording was recovered</source>
        <translation>استُعيد تسجيل</translation>
    </message>
    <message>
        <source>An upload needs your help</source>
        <translation>عملية رفع تحتاج إلى مساعدتك</translation>
    </message>
    <message>
        <source>Click here to see what to do.</source>
        <translation>انقر هنا لمعرفة ما يلزم.</translation>
    </message>
    <message>
        <source>Free some space. The recording ends by itself before the disk is full, and nothing is lost.</source>
        <translation>أفرغ بعض المساحة. ينتهي التسجيل تلقائيًا قبل امتلاء القرص ولا يضيع شيء.</translation>
    </message>
    <message>
        <source>It is in the library, and can be deleted there.</source>
        <translation>إنه في المكتبة ويمكن حذفه من هناك.</translation>
    </message>
    <message>
        <source>It is recorded again.</source>
        <translation>عاد التسجيل منه.</translation>
    </message>
    <message>
        <source>It was interrupted, and what was recorded until then is in the library.</source>
        <translation>قُطع، وما سُجّل حتى ذلك الحين في المكتبة.</translation>
    </message>
    <message>
        <source>Nothing is being recorded</source>
        <translation>لا يُسجَّل أي شيء</translation>
    </message>
    <message>
        <source>Recording has begun</source>
        <translation>بدأ التسجيل</translation>
    </message>
    <message>
        <source>Recording saved</source>
        <translation>حُفظ التسجيل</translation>
    </message>
    <message numerus="yes">
        <source>The disk lasts for %n more minute(s)</source>
        <translation>
            <numerusform>لم تعد على القرص مساحة</numerusform>
            <numerusform>يكفي القرص لدقيقة أخرى</numerusform>
            <numerusform>يكفي القرص لدقيقتين أخريين</numerusform>
            <numerusform>يكفي القرص لـ%n دقائق أخرى</numerusform>
            <numerusform>يكفي القرص لـ%n دقيقة أخرى</numerusform>
            <numerusform>يكفي القرص لـ%n دقيقة أخرى</numerusform>
        </translation>
    </message>
    <message>
        <source>The link is in the clipboard.</source>
        <translation>الرابط في الحافظة.</translation>
    </message>
    <message>
        <source>The other tracks go on. It is tried again by itself.</source>
        <translation>تستمر المسارات الأخرى. وتُعاد المحاولة تلقائيًا.</translation>
    </message>
    <message>
        <source>The recording can be watched from its link.</source>
        <translation>يمكن مشاهدة التسجيل عبر رابطه.</translation>
    </message>
    <message>
        <source>The recording could not be discarded</source>
        <translation>تعذّر تجاهل التسجيل</translation>
    </message>
    <message>
        <source>The recording ended early</source>
        <translation>انتهى التسجيل قبل أوانه</translation>
    </message>
    <message>
        <source>The recording goes on without it, and with it as soon as it is back.</source>
        <translation>يستمر التسجيل بدونه، ومعه فور عودته.</translation>
    </message>
    <message>
        <source>The recording is safe on this computer.</source>
        <translation>التسجيل محفوظ على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>The system no longer allows everything</source>
        <translation>لم يعد النظام يسمح بكل شيء</translation>
    </message>
    <message>
        <source>The system no longer allows the microphone</source>
        <translation>لم يعد النظام يسمح بالميكروفون</translation>
    </message>
    <message>
        <source>The system no longer allows the screen to be recorded</source>
        <translation>لم يعد النظام يسمح بتسجيل الشاشة</translation>
    </message>
    <message>
        <source>The system no longer allows what is played to be recorded</source>
        <translation>لم يعد النظام يسمح بتسجيل صوت النظام</translation>
    </message>
    <message>
        <source>Upload finished</source>
        <translation>اكتمل الرفع</translation>
    </message>
    <message>
        <source>{time} recorded.</source>
        <translation>سُجّل {time}.</translation>
    </message>
    <message>
        <source>{track} is back</source>
        <translation>عاد {track}</translation>
    </message>
    <message>
        <source>{track} is gone</source>
        <translation>اختفى {track}</translation>
    </message>
    <message>
        <source>{track} is not being recorded</source>
        <translation>لا يُسجَّل {track}</translation>
    </message>
</context>
<context>
    <name>NumberWindow</name>
    <message>
        <source>Display {number}</source>
        <translation>الشاشة {number}</translation>
    </message>
</context>
<context>
    <name>PermissionCard</name>
    <message>
        <source>Allow…</source>
        <translation>السماح…</translation>
    </message>
    <message>
        <source>Open the system&apos;s settings</source>
        <translation>فتح إعدادات النظام</translation>
    </message>
    <message>
        <source>Quit and reopen</source>
        <translation>الإنهاء وإعادة الفتح</translation>
    </message>
    <message>
        <source>Test again</source>
        <translation>إعادة الاختبار</translation>
    </message>
    <message>
        <source>Test it</source>
        <translation>اختبار</translation>
    </message>
    <message>
        <source>Testing…</source>
        <translation>جارٍ الاختبار…</translation>
    </message>
    <message>
        <source>The system asks you now…</source>
        <translation>يسألك النظام الآن…</translation>
    </message>
</context>
<context>
    <name>PermissionList</name>
    <message>
        <source>This system asks for no permission: programs of yours may record the screen and sound.</source>
        <translation>لا يطلب هذا النظام إذنًا: يمكن لبرامجك تسجيل الشاشة والصوت.</translation>
    </message>
</context>
<context>
    <name>PermissionPage</name>
    <message>
        <source>Go on without</source>
        <translation>المتابعة بدونه</translation>
    </message>
    <message>
        <source>Your system lets no program do that unasked.</source>
        <translation>لا يسمح نظامك لأي برنامج بذلك دون سؤالك.</translation>
    </message>
</context>
<context>
    <name>Permissions</name>
    <message>
        <source>A picture of {size} pixels was seen.</source>
        <translation>شوهدت صورة بحجم {size} بكسل.</translation>
    </message>
    <message>
        <source>A short test shows whether it really works.</source>
        <translation>يُظهر اختبار قصير إن كان يعمل حقًا.</translation>
    </message>
    <message>
        <source>A test capture worked.</source>
        <translation>نجح التقاط تجريبي.</translation>
    </message>
    <message>
        <source>Accessibility</source>
        <translation>تسهيلات الاستخدام</translation>
    </message>
    <message>
        <source>After an update the system can take Lookhear for another program. Switch it off there and on again; if that does not help, remove it from the list and add it anew.</source>
        <translation>قد يظن النظام بعد التحديث أن Lookhear برنامج آخر. أوقفه هناك ثم فعّله؛ وإن لم ينفع ذلك فأزله من القائمة وأضفه من جديد.</translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation>مسموح</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>الكاميرا</translation>
    </message>
    <message>
        <source>For the names of windows beside a recording.</source>
        <translation>لأسماء النوافذ إلى جانب التسجيل.</translation>
    </message>
    <message>
        <source>It is allowed now, and counts from the next start on.</source>
        <translation>أصبح مسموحًا، ويسري من التشغيل التالي.</translation>
    </message>
    <message>
        <source>Look for a switch at the microphone, say something, and test again.</source>
        <translation>ابحث عن مفتاح في الميكروفون وقل شيئًا ثم أعد الاختبار.</translation>
    </message>
    <message>
        <source>Lookhear closes and opens again; nothing is lost.</source>
        <translation>يُغلق Lookhear ثم يُفتح من جديد؛ لا يضيع شيء.</translation>
    </message>
    <message>
        <source>Lookhear uses no camera.</source>
        <translation>لا يستخدم Lookhear أي كاميرا.</translation>
    </message>
    <message>
        <source>May Lookhear hear what this computer plays?</source>
        <translation>هل يُسمح لـLookhear بسماع ما يشغّله هذا الحاسوب؟</translation>
    </message>
    <message>
        <source>May Lookhear hear your microphone?</source>
        <translation>هل يُسمح لـLookhear بسماع ميكروفونك؟</translation>
    </message>
    <message>
        <source>May Lookhear see your screen?</source>
        <translation>هل يُسمح لـLookhear برؤية شاشتك؟</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>الميكروفون</translation>
    </message>
    <message>
        <source>Not allowed</source>
        <translation>غير مسموح</translation>
    </message>
    <message>
        <source>Not allowed yet</source>
        <translation>غير مسموح بعد</translation>
    </message>
    <message>
        <source>Not possible here</source>
        <translation>غير ممكن هنا</translation>
    </message>
    <message>
        <source>Nothing there</source>
        <translation>لا يوجد</translation>
    </message>
    <message>
        <source>On Linux, log in to an X11 session instead of Wayland. Sound can be recorded meanwhile.</source>
        <translation>على لينكس سجّل الدخول إلى جلسة X11 بدل Wayland. يمكن تسجيل الصوت في الأثناء.</translation>
    </message>
    <message>
        <source>Open the system&apos;s settings and switch Lookhear on. This page notices by itself.</source>
        <translation>افتح إعدادات النظام وفعّل Lookhear. ستلاحظ هذه الصفحة ذلك تلقائيًا.</translation>
    </message>
    <message>
        <source>Plug one in and test again, or go on without.</source>
        <translation>وصّل واحدًا وأعد الاختبار، أو تابع بدونه.</translation>
    </message>
    <message>
        <source>Press Allow, and agree in the system&apos;s own window.</source>
        <translation>اضغط «السماح» ووافق في نافذة النظام.</translation>
    </message>
    <message>
        <source>Screen recording</source>
        <translation>تسجيل الشاشة</translation>
    </message>
    <message>
        <source>Silent</source>
        <translation>صامت</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>إعادة التشغيل</translation>
    </message>
    <message>
        <source>Switch off and on</source>
        <translation>أوقف ثم فعّل</translation>
    </message>
    <message>
        <source>System audio</source>
        <translation>صوت النظام</translation>
    </message>
    <message>
        <source>The settings may show it as allowed, and the system gives Lookhear nothing.</source>
        <translation>قد تُظهره الإعدادات مسموحًا، لكن النظام لا يعطي Lookhear شيئًا.</translation>
    </message>
    <message>
        <source>The system allows it.</source>
        <translation>يسمح النظام بذلك.</translation>
    </message>
    <message>
        <source>The system does not allow it.</source>
        <translation>لا يسمح النظام بذلك.</translation>
    </message>
    <message>
        <source>The system has not asked you yet.</source>
        <translation>لم يسألك النظام بعد.</translation>
    </message>
    <message>
        <source>There is no microphone that could be tested.</source>
        <translation>لا يوجد ميكروفون لاختباره.</translation>
    </message>
    <message>
        <source>This computer&apos;s rules forbid it.</source>
        <translation>قواعد هذا الحاسوب تمنع ذلك.</translation>
    </message>
    <message>
        <source>This session shows its screen to no program that asks in the way Lookhear does.</source>
        <translation>لا تعرض هذه الجلسة شاشتها لأي برنامج يطلب بالطريقة التي يطلب بها Lookhear.</translation>
    </message>
    <message>
        <source>What the others in a call say, and everything else that this computer plays.</source>
        <translation>ما يقوله الآخرون في المكالمة، وكل ما يشغّله هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Whoever looks after this computer can change that.</source>
        <translation>يستطيع من يدير هذا الحاسوب تغيير ذلك.</translation>
    </message>
    <message>
        <source>Without it the system shows Lookhear nothing but your wallpaper. The screen is looked at while you record, while you choose a display, and at no other time.</source>
        <translation>بدونه لا يُري النظام Lookhear سوى خلفية سطح المكتب. يُنظر إلى الشاشة أثناء التسجيل وأثناء اختيار شاشة، ولا في وقت آخر.</translation>
    </message>
    <message>
        <source>Works</source>
        <translation>يعمل</translation>
    </message>
    <message>
        <source>Your voice becomes a track of its own. The microphone is opened while you record with it or look at its level, and never when it is switched off.</source>
        <translation>يصبح صوتك مسارًا مستقلًا. يُفتح الميكروفون أثناء التسجيل به أو النظر إلى مستواه، ولا يُفتح أبدًا وهو متوقف.</translation>
    </message>
    <message>
        <source>{name} was heard.</source>
        <translation>سُمع {name}.</translation>
    </message>
    <message>
        <source>{name} was opened and gives nothing but silence.</source>
        <translation>فُتح {name} ولا يعطي سوى الصمت.</translation>
    </message>
</context>
<context>
    <name>Picker</name>
    <message numerus="yes">
        <source>%n a second</source>
        <comment>pictures</comment>
        <translation>
            <numerusform>‏%n في الثانية</numerusform>
            <numerusform>‏%n في الثانية</numerusform>
            <numerusform>‏%n في الثانية</numerusform>
            <numerusform>‏%n في الثانية</numerusform>
            <numerusform>‏%n في الثانية</numerusform>
            <numerusform>‏%n في الثانية</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n channels</source>
        <comment>three or more</comment>
        <translation>
            <numerusform>بلا قنوات</numerusform>
            <numerusform>قناة واحدة</numerusform>
            <numerusform>قناتان</numerusform>
            <numerusform>‏%n قنوات</numerusform>
            <numerusform>‏%n قناة</numerusform>
            <numerusform>‏%n قناة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n displays</source>
        <comment>two or more</comment>
        <translation>
            <numerusform>لا شاشات</numerusform>
            <numerusform>شاشة واحدة</numerusform>
            <numerusform>شاشتين</numerusform>
            <numerusform>‏%n شاشات</numerusform>
            <numerusform>‏%n شاشة</numerusform>
            <numerusform>‏%n شاشة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %n picture(s) a second, and only while something moves.</source>
        <translation>
            <numerusform>بلا صور.</numerusform>
            <numerusform>صورة واحدة في الثانية على الأكثر، وعند الحركة فقط.</numerusform>
            <numerusform>صورتان في الثانية على الأكثر، وعند الحركة فقط.</numerusform>
            <numerusform>‏%n صور في الثانية على الأكثر، وعند الحركة فقط.</numerusform>
            <numerusform>‏%n صورة في الثانية على الأكثر، وعند الحركة فقط.</numerusform>
            <numerusform>‏%n صورة في الثانية على الأكثر، وعند الحركة فقط.</numerusform>
        </translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>متوازن</translation>
    </message>
    <message>
        <source>Calm</source>
        <translation>هادئ</translation>
    </message>
    <message>
        <source>Choose a microphone</source>
        <translation>اختيار ميكروفون</translation>
    </message>
    <message>
        <source>Display {number}</source>
        <translation>الشاشة {number}</translation>
    </message>
    <message>
        <source>Display {number} – {name}</source>
        <translation>الشاشة {number} – {name}</translation>
    </message>
    <message>
        <source>Hardly different from the screen itself, in files a quarter to two thirds larger.</source>
        <translation>بالكاد يختلف عن الشاشة نفسها، في ملفات أكبر بمقدار الربع إلى الثلثين.</translation>
    </message>
    <message>
        <source>Nothing is chosen</source>
        <translation>لم يُختر شيء</translation>
    </message>
    <message>
        <source>Record without a microphone?</source>
        <translation>هل تريد التسجيل بلا ميكروفون؟</translation>
    </message>
    <message>
        <source>Record without it</source>
        <translation>التسجيل بدونه</translation>
    </message>
    <message>
        <source>Record {sources}</source>
        <translation>تسجيل {sources}</translation>
    </message>
    <message>
        <source>Sharp</source>
        <translation>حاد</translation>
    </message>
    <message>
        <source>Slides</source>
        <translation>شرائح</translation>
    </message>
    <message>
        <source>Small files</source>
        <translation>ملفات صغيرة</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>سلس</translation>
    </message>
    <message>
        <source>System default: {name}</source>
        <translation>افتراضي النظام: {name}</translation>
    </message>
    <message>
        <source>Text is clear. Right for almost everything.</source>
        <translation>النص واضح. مناسب لكل شيء تقريبًا.</translation>
    </message>
    <message>
        <source>The smallest files. Text stays readable; photos and films look soft.</source>
        <translation>أصغر الملفات. يبقى النص مقروءًا؛ وتبدو الصور والأفلام ناعمة.</translation>
    </message>
    <message>
        <source>Very smooth</source>
        <translation>سلس جدًا</translation>
    </message>
    <message>
        <source>Your voice will not be in the recording. Settings → Recording can switch this question off.</source>
        <translation>لن يكون صوتك في التسجيل. يمكن إيقاف هذا السؤال من الإعدادات ← التسجيل.</translation>
    </message>
    <message>
        <source>display {number}</source>
        <translation>الشاشة {number}</translation>
    </message>
    <message>
        <source>microphone</source>
        <translation>الميكروفون</translation>
    </message>
    <message>
        <source>mono</source>
        <translation>أحادي</translation>
    </message>
    <message>
        <source>stereo</source>
        <translation>ستيريو</translation>
    </message>
    <message>
        <source>system audio</source>
        <translation>صوت النظام</translation>
    </message>
    <message>
        <source>{rate} kHz</source>
        <translation>‏{rate} كيلوهرتز</translation>
    </message>
</context>
<context>
    <name>PickerWindow</name>
    <message>
        <source>Choose what is recorded</source>
        <translation>اختيار ما يُسجَّل</translation>
    </message>
    <message>
        <source>Fix permissions</source>
        <translation>إصلاح الأذونات</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>الميكروفون</translation>
    </message>
    <message>
        <source>No microphone</source>
        <translation>بلا ميكروفون</translation>
    </message>
    <message>
        <source>No microphone is connected.</source>
        <translation>لا يوجد ميكروفون موصول.</translation>
    </message>
    <message>
        <source>No system audio</source>
        <translation>بلا صوت النظام</translation>
    </message>
    <message>
        <source>System audio</source>
        <translation>صوت النظام</translation>
    </message>
    <message>
        <source>The system does not let Lookhear record yet.</source>
        <translation>لا يسمح النظام لـLookhear بالتسجيل بعد.</translation>
    </message>
    <message>
        <source>There is no output whose sound could be recorded.</source>
        <translation>لا يوجد مخرج يمكن تسجيل صوته.</translation>
    </message>
    <message>
        <source>What should be recorded?</source>
        <translation>ما الذي تريد تسجيله؟</translation>
    </message>
</context>
<context>
    <name>PicturePart</name>
    <message>
        <source>Movement</source>
        <translation>الحركة</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>الصورة</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>الجودة</translation>
    </message>
</context>
<context>
    <name>Pill</name>
    <message>
        <source>Level of system audio</source>
        <translation>مستوى صوت النظام</translation>
    </message>
    <message>
        <source>Level of the microphone</source>
        <translation>مستوى الميكروفون</translation>
    </message>
    <message>
        <source>More</source>
        <translation>المزيد</translation>
    </message>
    <message>
        <source>Recording controls</source>
        <translation>عناصر التحكم بالتسجيل</translation>
    </message>
    <message>
        <source>{time} recorded</source>
        <translation>سُجّل {time}</translation>
    </message>
</context>
<context>
    <name>PlaceChoice</name>
    <message>
        <source>A backend that somebody hosts</source>
        <translation>خادم يستضيفه أحدهم</translation>
    </message>
    <message>
        <source>Nowhere</source>
        <translation>لا مكان</translation>
    </message>
    <message>
        <source>Recordings stay as files on this computer. There are no links and no search in what was said.</source>
        <translation>تبقى التسجيلات ملفات على هذا الحاسوب. لا روابط ولا بحث فيما قيل.</translation>
    </message>
    <message>
        <source>Starts by itself and answers on this computer only. No account, nothing leaves it.</source>
        <translation>يبدأ تلقائيًا ويجيب على هذا الحاسوب فقط. بلا حساب، ولا يغادره شيء.</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>هذا الحاسوب</translation>
    </message>
    <message>
        <source>Yours, your team&apos;s or a service&apos;s. Every piece is handed over while it is recorded.</source>
        <translation>خادمك أو خادم فريقك أو خدمة ما. تُسلَّم كل قطعة أثناء تسجيلها.</translation>
    </message>
</context>
<context>
    <name>PlacePage</name>
    <message>
        <source>They are kept on this computer in any case. A backend makes links of them while they are still being recorded.</source>
        <translation>تبقى على هذا الحاسوب في كل الأحوال. ويجعل الخادم منها روابط وهي لا تزال تُسجَّل.</translation>
    </message>
    <message>
        <source>Where recordings go</source>
        <translation>إلى أين تذهب التسجيلات</translation>
    </message>
</context>
<context>
    <name>PlayerWidget</name>
    <message>
        <source>Picture</source>
        <translation>الصورة</translation>
    </message>
    <message>
        <source>Player</source>
        <translation>المشغّل</translation>
    </message>
    <message>
        <source>Sound only</source>
        <translation>صوت فقط</translation>
    </message>
</context>
<context>
    <name>Poster</name>
    <message>
        <source>Play</source>
        <translation>تشغيل</translation>
    </message>
</context>
<context>
    <name>PreviewTile</name>
    <message>
        <source>Live preview</source>
        <translation>معاينة حية</translation>
    </message>
    <message>
        <source>Live preview of {name}</source>
        <translation>معاينة حية لـ{name}</translation>
    </message>
</context>
<context>
    <name>PrivacyPause</name>
    <message>
        <source>A recording that runs is paused meanwhile, and nothing can begin. It ends by itself.</source>
        <translation>يتوقف التسجيل الجاري مؤقتًا في الأثناء، ولا يبدأ شيء. وتنتهي من تلقاء نفسها.</translation>
    </message>
    <message>
        <source>No privacy pause</source>
        <translation>لا وقفة خصوصية</translation>
    </message>
    <message>
        <source>Nothing is recorded until {moment}</source>
        <translation>لا يُسجَّل شيء حتى {moment}</translation>
    </message>
</context>
<context>
    <name>PrivacyPromises</name>
    <message>
        <source>It opens no source that is switched off: a microphone that you did not choose is never listened to.</source>
        <translation>لا يفتح مصدرًا مغلقًا: لا يُستمع أبدًا إلى ميكروفون لم تختره.</translation>
    </message>
    <message>
        <source>It records nothing without its icon, its controls or its window showing so.</source>
        <translation>لا يسجّل شيئًا دون أن يُظهر ذلك رمزه أو عناصر تحكمه أو نافذته.</translation>
    </message>
    <message>
        <source>It sends nothing anywhere but to the backend that you chose, and nothing at all where you chose none.</source>
        <translation>لا يرسل شيئًا إلا إلى الخادم الذي اخترته، ولا شيء إطلاقًا إن لم تختر خادمًا.</translation>
    </message>
    <message>
        <source>It writes no names of windows or recordings and no secrets into its log.</source>
        <translation>لا يكتب في سجله أسماء النوافذ أو التسجيلات ولا الأسرار.</translation>
    </message>
    <message>
        <source>What Lookhear never does</source>
        <translation>ما لا يفعله Lookhear أبدًا</translation>
    </message>
</context>
<context>
    <name>ProgressDots</name>
    <message>
        <source>Step {at} of {count}</source>
        <translation>الخطوة {at} من {count}</translation>
    </message>
</context>
<context>
    <name>Receipt</name>
    <message numerus="yes">
        <source>%n gap(s), {time} in all</source>
        <translation>
            <numerusform>بلا فجوات، {time} إجمالًا</numerusform>
            <numerusform>فجوة واحدة، {time} إجمالًا</numerusform>
            <numerusform>فجوتان، {time} إجمالًا</numerusform>
            <numerusform>‏%n فجوات، {time} إجمالًا</numerusform>
            <numerusform>‏%n فجوة، {time} إجمالًا</numerusform>
            <numerusform>‏%n فجوة، {time} إجمالًا</numerusform>
        </translation>
    </message>
    <message>
        <source>Clock error</source>
        <translation>خطأ الساعة</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>الجهاز</translation>
    </message>
    <message>
        <source>Dropped pictures</source>
        <translation>الصور المُسقطة</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>المرمّز</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>الفجوات</translation>
    </message>
    <message>
        <source>It came to its end in order.</source>
        <translation>انتهى بشكل سليم.</translation>
    </message>
    <message>
        <source>It has no end yet.</source>
        <translation>لم ينتهِ بعد.</translation>
    </message>
    <message>
        <source>It was interrupted and recovered.</source>
        <translation>قُطع ثم استُعيد.</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>المدة</translation>
    </message>
    <message>
        <source>Lost pieces</source>
        <translation>القطع المفقودة</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>متوقف مؤقتًا</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>الصور</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>القطع</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>الحجم</translation>
    </message>
    <message>
        <source>at most {number} ms</source>
        <translation>‏{number} م.ث على الأكثر</translation>
    </message>
    <message>
        <source>none</source>
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>{number} s</source>
        <translation>‏{number} ث</translation>
    </message>
</context>
<context>
    <name>ReceiptDialog</name>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>نسخ بصيغة JSON</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>الإيصال</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>جارٍ التسجيل</translation>
    </message>
</context>
<context>
    <name>RecentMenu</name>
    <message>
        <source>Nothing recorded yet</source>
        <translation>لم يُسجَّل شيء بعد</translation>
    </message>
    <message>
        <source>Recent recordings</source>
        <translation>أحدث التسجيلات</translation>
    </message>
</context>
<context>
    <name>RecordingList</name>
    <message>
        <source>Recordings</source>
        <translation>التسجيلات</translation>
    </message>
</context>
<context>
    <name>ScreenCard</name>
    <message>
        <source>On the screen ({display})</source>
        <translation>على الشاشة ({display})</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear the search</source>
        <translation>مسح البحث</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Back to the default: {value}</source>
        <translation>العودة إلى الافتراضي: {value}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>لا شيء</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>0: none</source>
        <translation>0: بلا حد</translation>
    </message>
    <message>
        <source>A backend elsewhere</source>
        <translation>خادم في مكان آخر</translation>
    </message>
    <message>
        <source>A click on the icon</source>
        <translation>النقر على الرمز</translation>
    </message>
    <message>
        <source>A headset&apos;s microphone sounds like a phone call.</source>
        <translation>صوت ميكروفون سماعة الرأس يشبه المكالمات الهاتفية.</translation>
    </message>
    <message>
        <source>A track without proof and a full disk are always told.</source>
        <translation>يُبلَّغ دائمًا عن المسار بلا دليل وعن امتلاء القرص.</translation>
    </message>
    <message>
        <source>About</source>
        <translation>حول</translation>
    </message>
    <message>
        <source>Address of the backend</source>
        <translation>عنوان الخادم</translation>
    </message>
    <message>
        <source>Address that gives a session</source>
        <translation>العنوان الذي يمنح جلسة</translation>
    </message>
    <message>
        <source>Animations</source>
        <translation>الحركات</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>المظهر</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>كما في النظام</translation>
    </message>
    <message>
        <source>Ask a backend elsewhere for all this as well</source>
        <translation>طلب كل هذا من خادم في مكان آخر أيضًا</translation>
    </message>
    <message>
        <source>Ask before recording without a microphone</source>
        <translation>السؤال قبل التسجيل بلا ميكروفون</translation>
    </message>
    <message>
        <source>Asks what to record</source>
        <translation>يسأل عمّا يُسجَّل</translation>
    </message>
    <message>
        <source>At most, and only while something moves.</source>
        <translation>على الأكثر، وعند الحركة فقط.</translation>
    </message>
    <message>
        <source>Audio</source>
        <translation>الصوت</translation>
    </message>
    <message>
        <source>Backend and account</source>
        <translation>الخادم والحساب</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>متوازن</translation>
    </message>
    <message>
        <source>Copy the link when a recording ends</source>
        <translation>نسخ الرابط عند انتهاء التسجيل</translation>
    </message>
    <message>
        <source>Countdown</source>
        <translation>العد التنازلي</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>داكن</translation>
    </message>
    <message>
        <source>Devices are warmed up meanwhile.</source>
        <translation>تُهيَّأ الأجهزة في الأثناء.</translation>
    </message>
    <message>
        <source>Empty: /init-session of the backend.</source>
        <translation>إن تُرك فارغًا: ‎/init-session في الخادم.</translation>
    </message>
    <message>
        <source>Empty: the usual place.</source>
        <translation>إن تُرك فارغًا: المكان المعتاد.</translation>
    </message>
    <message>
        <source>Every minute, while it is written down.</source>
        <translation>كل دقيقة، ما دام يُكتب.</translation>
    </message>
    <message>
        <source>Folder for recordings</source>
        <translation>مجلد التسجيلات</translation>
    </message>
    <message>
        <source>For example https://capture.example.org</source>
        <translation>مثلًا https://capture.example.org</translation>
    </message>
    <message>
        <source>General</source>
        <translation>عام</translation>
    </message>
    <message>
        <source>In recordings of this computer&apos;s backend.</source>
        <translation>في تسجيلات خادم هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Its owner may be charged for it.</source>
        <translation>قد يُحاسَب مالكه على ذلك.</translation>
    </message>
    <message>
        <source>Keep Lookhear&apos;s own windows out of the picture</source>
        <translation>إبقاء نوافذ Lookhear خارج الصورة</translation>
    </message>
    <message>
        <source>Keep deleted recordings</source>
        <translation>الاحتفاظ بالتسجيلات المحذوفة</translation>
    </message>
    <message>
        <source>Keep media here after they were handed over</source>
        <translation>الاحتفاظ بالوسائط هنا بعد تسليمها</translation>
    </message>
    <message>
        <source>Keep the computer awake while recording</source>
        <translation>إبقاء الحاسوب مستيقظًا أثناء التسجيل</translation>
    </message>
    <message>
        <source>KiB/s</source>
        <translation>ك.ب/ث</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>Length of a privacy pause</source>
        <translation>مدة وقفة الخصوصية</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>فاتح</translation>
    </message>
    <message>
        <source>Mute the microphone</source>
        <translation>كتم الميكروفون</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>لا أحد</translation>
    </message>
    <message>
        <source>On</source>
        <translation>مفعّلة</translation>
    </message>
    <message>
        <source>Only what changes is read.</source>
        <translation>لا يُقرأ إلا ما يتغيّر.</translation>
    </message>
    <message>
        <source>Pause and go on</source>
        <translation>إيقاف مؤقت ومتابعة</translation>
    </message>
    <message>
        <source>Pause while the screen is locked</source>
        <translation>إيقاف مؤقت ما دامت الشاشة مقفلة</translation>
    </message>
    <message>
        <source>Permissions and health</source>
        <translation>الأذونات والحالة</translation>
    </message>
    <message>
        <source>Pictures a second</source>
        <translation>الصور في الثانية</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>الخصوصية</translation>
    </message>
    <message>
        <source>Propose the built-in microphone over a Bluetooth headset</source>
        <translation>اقتراح الميكروفون المدمج بدل سماعة البلوتوث</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>الجودة</translation>
    </message>
    <message>
        <source>Read what is on the screen</source>
        <translation>قراءة ما على الشاشة</translation>
    </message>
    <message>
        <source>Record window names</source>
        <translation>تسجيل أسماء النوافذ</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>التسجيل</translation>
    </message>
    <message>
        <source>Recordings are handed over to</source>
        <translation>تُسلَّم التسجيلات إلى</translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation>مخفّفة</translation>
    </message>
    <message>
        <source>Set a marker</source>
        <translation>وضع علامة</translation>
    </message>
    <message>
        <source>Sharp</source>
        <translation>حاد</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>الاختصارات</translation>
    </message>
    <message>
        <source>Show levels while recording</source>
        <translation>إظهار المستويات أثناء التسجيل</translation>
    </message>
    <message>
        <source>Show notifications</source>
        <translation>إظهار الإشعارات</translation>
    </message>
    <message>
        <source>Show the controls while recording</source>
        <translation>إظهار عناصر التحكم أثناء التسجيل</translation>
    </message>
    <message>
        <source>Show the live context</source>
        <translation>إظهار السياق المباشر</translation>
    </message>
    <message>
        <source>Small files</source>
        <translation>ملفات صغيرة</translation>
    </message>
    <message>
        <source>Spoken language</source>
        <translation>اللغة المحكية</translation>
    </message>
    <message>
        <source>Start and stop</source>
        <translation>بدء وإيقاف</translation>
    </message>
    <message>
        <source>Start when I log in</source>
        <translation>التشغيل عند تسجيل الدخول</translation>
    </message>
    <message>
        <source>Starts a recording</source>
        <translation>يبدأ التسجيل</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>التخزين</translation>
    </message>
    <message>
        <source>Such as en or de-DE. Empty: that of the engine.</source>
        <translation>مثل en أو de-DE. فارغ: لغة المحرّك.</translation>
    </message>
    <message>
        <source>Sum up what was said</source>
        <translation>تلخيص ما قيل</translation>
    </message>
    <message>
        <source>The menu and the hotkey offer the other one.</source>
        <translation>تتيح القائمة والاختصار الخيار الآخر.</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>هذا الحاسوب</translation>
    </message>
    <message>
        <source>To a hosted backend.</source>
        <translation>إلى خادم مستضاف.</translation>
    </message>
    <message>
        <source>Understanding</source>
        <translation>الفهم</translation>
    </message>
    <message>
        <source>Upload limit</source>
        <translation>حد الرفع</translation>
    </message>
    <message>
        <source>Warn when the disk lasts for less than</source>
        <translation>التحذير إذا كان القرص يكفي لأقل من</translation>
    </message>
    <message>
        <source>Where the system can.</source>
        <translation>حيث يستطيع النظام ذلك.</translation>
    </message>
    <message>
        <source>Where there is one.</source>
        <translation>إن وُجد.</translation>
    </message>
    <message>
        <source>Which program and title is in front, while a display is recorded. Passwords and keys in titles are masked.</source>
        <translation>أي برنامج وعنوان في المقدمة أثناء تسجيل شاشة. تُخفى كلمات المرور والمفاتيح في العناوين.</translation>
    </message>
    <message>
        <source>Write down what is said</source>
        <translation>كتابة ما يقال</translation>
    </message>
    <message>
        <source>days</source>
        <translation>أيام</translation>
    </message>
    <message>
        <source>min</source>
        <translation>د</translation>
    </message>
    <message>
        <source>off</source>
        <translation>متوقف</translation>
    </message>
    <message>
        <source>on</source>
        <translation>مفعّل</translation>
    </message>
    <message>
        <source>s</source>
        <translation>ث</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Back to the defaults…</source>
        <translation>العودة إلى الإعدادات الافتراضية…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Every setting on “{page}” gets the value it came with. Recordings stay as they are.</source>
        <translation>يستعيد كل إعداد في «{page}» قيمته الأصلية. وتبقى التسجيلات كما هي.</translation>
    </message>
    <message>
        <source>Of all settings on this page</source>
        <translation>كل الإعدادات في هذه الصفحة</translation>
    </message>
    <message>
        <source>Set back</source>
        <translation>إعادة الضبط</translation>
    </message>
    <message>
        <source>Set this page back to its defaults?</source>
        <translation>هل تريد إعادة هذه الصفحة إلى إعداداتها الافتراضية؟</translation>
    </message>
</context>
<context>
    <name>SettingsWindow</name>
    <message>
        <source>Lookhear settings</source>
        <translation>إعدادات Lookhear</translation>
    </message>
    <message>
        <source>No setting has all of these words.</source>
        <translation>لا يوجد إعداد يحوي كل هذه الكلمات.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>لا نتائج</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>الصفحات</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>البحث في الإعدادات</translation>
    </message>
</context>
<context>
    <name>ShortcutsPage</name>
    <message>
        <source>These keys work in every program while Lookhear runs. None is set unless you set it: choose a field, press the keys.</source>
        <translation>تعمل هذه المفاتيح في كل البرامج ما دام Lookhear يعمل. لا يُضبط شيء منها إلا إن ضبطته: اختر حقلًا واضغط المفاتيح.</translation>
    </message>
    <message>
        <source>Your desktop decides about these keys. It chose: {keys}</source>
        <translation>سطح المكتب هو من يقرر هذه المفاتيح. وقد اختار: {keys}</translation>
    </message>
</context>
<context>
    <name>SoundPart</name>
    <message>
        <source>Level of {source}</source>
        <translation>مستوى {source}</translation>
    </message>
    <message>
        <source>Off: it is not opened.</source>
        <translation>متوقف: لا يُفتح.</translation>
    </message>
    <message>
        <source>Opened now for the meter alone; nothing is recorded yet.</source>
        <translation>فُتح الآن لعرض المستوى فقط؛ لا يُسجَّل شيء بعد.</translation>
    </message>
    <message>
        <source>The meter shows what is being recorded.</source>
        <translation>يُظهر العدّاد ما يُسجَّل الآن.</translation>
    </message>
    <message>
        <source>This headset sounds like a phone call while its microphone is on. A wired or built-in one sounds better.</source>
        <translation>يصبح صوت هذه السماعة كالمكالمة الهاتفية ما دام ميكروفونها مفعّلًا. الميكروفون السلكي أو المدمج أفضل صوتًا.</translation>
    </message>
</context>
<context>
    <name>SoundRow</name>
    <message>
        <source>A headset without wires sounds like a phone call while its microphone is on.</source>
        <translation>يصبح صوت السماعة اللاسلكية كالمكالمة الهاتفية ما دام ميكروفونها مفعّلًا.</translation>
    </message>
    <message>
        <source>Call quality</source>
        <translation>جودة مكالمة</translation>
    </message>
</context>
<context>
    <name>SourcesMenu</name>
    <message>
        <source>Microphone</source>
        <translation>الميكروفون</translation>
    </message>
    <message>
        <source>No display</source>
        <translation>بلا شاشة</translation>
    </message>
    <message>
        <source>None</source>
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>المصادر</translation>
    </message>
    <message>
        <source>System audio</source>
        <translation>صوت النظام</translation>
    </message>
    <message>
        <source>{display} ({size})</source>
        <translation>{display} ({size})</translation>
    </message>
    <message>
        <source>{name} (call quality)</source>
        <translation>‏{name} (جودة مكالمة)</translation>
    </message>
</context>
<context>
    <name>SourcesView</name>
    <message>
        <source>Choose other sources…</source>
        <translation>اختيار مصادر أخرى…</translation>
    </message>
    <message>
        <source>Level of the microphone</source>
        <translation>مستوى الميكروفون</translation>
    </message>
    <message>
        <source>Level of what is played</source>
        <translation>مستوى ما يُشغَّل</translation>
    </message>
    <message>
        <source>No display is recorded.</source>
        <translation>لا تُسجَّل أي شاشة.</translation>
    </message>
    <message>
        <source>No microphone</source>
        <translation>بلا ميكروفون</translation>
    </message>
    <message>
        <source>No system audio</source>
        <translation>بلا صوت النظام</translation>
    </message>
    <message numerus="yes">
        <source>and %n more display(s)</source>
        <translation>
            <numerusform>ولا شاشات أخرى</numerusform>
            <numerusform>وشاشة أخرى</numerusform>
            <numerusform>وشاشتان أخريان</numerusform>
            <numerusform>و%n شاشات أخرى</numerusform>
            <numerusform>و%n شاشة أخرى</numerusform>
            <numerusform>و%n شاشة أخرى</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StalePicture</name>
    <message>
        <source>Switch Lookhear off in the list, and on again</source>
        <translation>أوقف Lookhear في القائمة ثم فعّله</translation>
    </message>
</context>
<context>
    <name>StartBar</name>
    <message>
        <source>Looking…</source>
        <translation>جارٍ البحث…</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation>إيقاف التسجيل</translation>
    </message>
    <message>
        <source>What you choose is remembered for these displays.</source>
        <translation>يُحفظ اختيارك لهذه الشاشات.</translation>
    </message>
    <message>
        <source>What you choose now counts from the next recording.</source>
        <translation>ما تختاره الآن يسري من التسجيل التالي.</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>Free some space; what is recorded is safe.</source>
        <translation>أفرغ بعض المساحة؛ ما سُجّل محفوظ.</translation>
    </message>
    <message>
        <source>It may be muted at the device or in the system.</source>
        <translation>ربما كان مكتومًا في الجهاز أو في النظام.</translation>
    </message>
    <message>
        <source>It takes a minute to allow it.</source>
        <translation>يستغرق السماح بذلك دقيقة.</translation>
    </message>
    <message>
        <source>Nothing is recorded until {time}.</source>
        <translation>لا يُسجَّل شيء حتى {time}.</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>متوقف مؤقتًا</translation>
    </message>
    <message>
        <source>Paused until {time}</source>
        <translation>متوقف مؤقتًا حتى {time}</translation>
    </message>
    <message>
        <source>Privacy pause until {time}</source>
        <translation>وقفة خصوصية حتى {time}</translation>
    </message>
    <message>
        <source>Ready to record</source>
        <translation>جاهز للتسجيل</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>جارٍ التسجيل</translation>
    </message>
    <message numerus="yes">
        <source>Recording in %n second(s)</source>
        <translation>
            <numerusform>يبدأ التسجيل الآن</numerusform>
            <numerusform>يبدأ التسجيل بعد ثانية</numerusform>
            <numerusform>يبدأ التسجيل بعد ثانيتين</numerusform>
            <numerusform>يبدأ التسجيل بعد %n ثوانٍ</numerusform>
            <numerusform>يبدأ التسجيل بعد %n ثانية</numerusform>
            <numerusform>يبدأ التسجيل بعد %n ثانية</numerusform>
        </translation>
    </message>
    <message>
        <source>Recordings are safe on this computer.</source>
        <translation>التسجيلات محفوظة على هذا الحاسوب.</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>جارٍ الحفظ…</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>جارٍ البدء…</translation>
    </message>
    <message numerus="yes">
        <source>The disk lasts for %n more minute(s).</source>
        <translation>
            <numerusform>لم تعد على القرص مساحة.</numerusform>
            <numerusform>يكفي القرص لدقيقة أخرى.</numerusform>
            <numerusform>يكفي القرص لدقيقتين أخريين.</numerusform>
            <numerusform>يكفي القرص لـ%n دقائق أخرى.</numerusform>
            <numerusform>يكفي القرص لـ%n دقيقة أخرى.</numerusform>
            <numerusform>يكفي القرص لـ%n دقيقة أخرى.</numerusform>
        </translation>
    </message>
    <message>
        <source>The other tracks go on.</source>
        <translation>تستمر المسارات الأخرى.</translation>
    </message>
    <message>
        <source>The system does not let Lookhear record everything.</source>
        <translation>لا يسمح النظام لـLookhear بتسجيل كل شيء.</translation>
    </message>
    <message numerus="yes">
        <source>Uploads: %n left</source>
        <translation>
            <numerusform>الرفع: لم يبق شيء</numerusform>
            <numerusform>الرفع: بقي واحد</numerusform>
            <numerusform>الرفع: بقي اثنان</numerusform>
            <numerusform>الرفع: بقيت %n</numerusform>
            <numerusform>الرفع: بقي %n</numerusform>
            <numerusform>الرفع: بقي %n</numerusform>
        </translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>بانتظار</translation>
    </message>
    <message>
        <source>{state}, {time}</source>
        <translation>‏{state}، {time}</translation>
    </message>
    <message>
        <source>{track}: muted</source>
        <translation>‏{track}: مكتوم</translation>
    </message>
    <message numerus="yes">
        <source>{track}: nothing recorded for %n second(s)</source>
        <translation>
            <numerusform>‏{track}: لا شيء يُسجَّل</numerusform>
            <numerusform>‏{track}: لا شيء سُجّل منذ ثانية</numerusform>
            <numerusform>‏{track}: لا شيء سُجّل منذ ثانيتين</numerusform>
            <numerusform>‏{track}: لا شيء سُجّل منذ %n ثوانٍ</numerusform>
            <numerusform>‏{track}: لا شيء سُجّل منذ %n ثانية</numerusform>
            <numerusform>‏{track}: لا شيء سُجّل منذ %n ثانية</numerusform>
        </translation>
    </message>
    <message>
        <source>{track}: only silence is heard</source>
        <translation>‏{track}: لا يُسمع سوى الصمت</translation>
    </message>
    <message>
        <source>{track}: paused</source>
        <translation>‏{track}: متوقف مؤقتًا</translation>
    </message>
    <message>
        <source>{track}: recording</source>
        <translation>‏{track}: قيد التسجيل</translation>
    </message>
    <message>
        <source>{track}: recording, only silence so far</source>
        <translation>‏{track}: قيد التسجيل، صمت فقط حتى الآن</translation>
    </message>
    <message>
        <source>{track}: starting</source>
        <translation>‏{track}: قيد البدء</translation>
    </message>
    <message>
        <source>{track}: {reason}</source>
        <translation>{track}: {reason}</translation>
    </message>
    <message>
        <source>{uploads}, {speed}</source>
        <translation>‏{uploads}، {speed}</translation>
    </message>
    <message>
        <source>{uploads}, {trouble}</source>
        <translation>‏{uploads}، {trouble}</translation>
    </message>
</context>
<context>
    <name>StepPage</name>
    <message>
        <source>Continue</source>
        <translation>متابعة</translation>
    </message>
</context>
<context>
    <name>StoragePanel</name>
    <message numerus="yes">
        <source>%n recording(s)</source>
        <translation>
            <numerusform>لا تسجيلات</numerusform>
            <numerusform>تسجيل واحد</numerusform>
            <numerusform>تسجيلان</numerusform>
            <numerusform>‏%n تسجيلات</numerusform>
            <numerusform>‏%n تسجيلًا</numerusform>
            <numerusform>‏%n تسجيل</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s) wait for a backend that does not answer now.</source>
        <translation>
            <numerusform>لا تسجيلات تنتظر.</numerusform>
            <numerusform>ينتظر تسجيل واحد خادمًا لا يستجيب الآن.</numerusform>
            <numerusform>ينتظر تسجيلان خادمًا لا يستجيب الآن.</numerusform>
            <numerusform>تنتظر %n تسجيلات خادمًا لا يستجيب الآن.</numerusform>
            <numerusform>ينتظر %n تسجيلًا خادمًا لا يستجيب الآن.</numerusform>
            <numerusform>ينتظر %n تسجيل خادمًا لا يستجيب الآن.</numerusform>
        </translation>
    </message>
    <message>
        <source>At an ordinary pace; your own recordings will tell it better.</source>
        <translation>بوتيرة معتادة؛ وستُظهر تسجيلاتك ذلك بدقة أكبر.</translation>
    </message>
    <message numerus="yes">
        <source>At the pace of your latest %n recording(s).</source>
        <translation>
            <numerusform>بوتيرة معتادة.</numerusform>
            <numerusform>بوتيرة آخر تسجيل لك.</numerusform>
            <numerusform>بوتيرة آخر تسجيلين لك.</numerusform>
            <numerusform>بوتيرة آخر %n تسجيلات لك.</numerusform>
            <numerusform>بوتيرة آخر %n تسجيلًا لك.</numerusform>
            <numerusform>بوتيرة آخر %n تسجيل لك.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>تغيير…</translation>
    </message>
    <message>
        <source>Deleted recordings are gone for good then.</source>
        <translation>عندها تزول التسجيلات المحذوفة نهائيًا.</translation>
    </message>
    <message>
        <source>Empty the trash?</source>
        <translation>هل تريد إفراغ سلة المهملات؟</translation>
    </message>
    <message>
        <source>Empty trash</source>
        <translation>إفراغ سلة المهملات</translation>
    </message>
    <message>
        <source>Empty trash…</source>
        <translation>إفراغ سلة المهملات…</translation>
    </message>
    <message>
        <source>Folder for recordings</source>
        <translation>مجلد التسجيلات</translation>
    </message>
    <message>
        <source>Free some room, or keep recordings in a folder on another disk.</source>
        <translation>أفرغ بعض المساحة، أو احفظ التسجيلات في مجلد على قرص آخر.</translation>
    </message>
    <message>
        <source>Free up room now</source>
        <translation>إفراغ مساحة الآن</translation>
    </message>
    <message>
        <source>Kept by this computer’s backend</source>
        <translation>محفوظ لدى خادم هذا الحاسوب</translation>
    </message>
    <message>
        <source>Later recordings are kept there.</source>
        <translation>تُحفظ التسجيلات اللاحقة هناك.</translation>
    </message>
    <message>
        <source>Other files</source>
        <translation>ملفات أخرى</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>التسجيلات</translation>
    </message>
    <message>
        <source>Recordings that exist stay where they are, and in the library. This computer’s backend has a place of its own.</source>
        <translation>تبقى التسجيلات الموجودة في مكانها وفي المكتبة. ولخادم هذا الحاسوب مكانه الخاص.</translation>
    </message>
    <message>
        <source>Removes media whose time here is over, and what was in the trash for long</source>
        <translation>يزيل الوسائط التي انتهت مدتها هنا وما بقي طويلًا في سلة المهملات</translation>
    </message>
    <message>
        <source>The disk is nearly full.</source>
        <translation>القرص شبه ممتلئ.</translation>
    </message>
    <message>
        <source>There is nothing to let go of now.</source>
        <translation>لا يوجد ما يمكن التخلي عنه الآن.</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>سلة المهملات</translation>
    </message>
    <message>
        <source>Use the usual place</source>
        <translation>استخدام المكان المعتاد</translation>
    </message>
    <message>
        <source>What the disk is full of</source>
        <translation>ما يشغل القرص</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>فارغة</translation>
    </message>
    <message>
        <source>{free} of {whole} free: about {hours} hours of recording</source>
        <translation>‏{free} من {whole} متاحة: نحو {hours} ساعة من التسجيل</translation>
    </message>
    <message>
        <source>{size} freed.</source>
        <translation>أُفرغ {size}.</translation>
    </message>
    <message>
        <source>{size} in {recordings}</source>
        <translation>‏{size} في {recordings}</translation>
    </message>
</context>
<context>
    <name>TextPane</name>
    <message>
        <source>As subtitles (WebVTT)…</source>
        <translation>كترجمة نصية (WebVTT)…</translation>
    </message>
    <message>
        <source>As text…</source>
        <translation>كنص…</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>نسخ النص</translation>
    </message>
    <message>
        <source>Engines are off</source>
        <translation>المحرّكات مطفأة</translation>
    </message>
    <message>
        <source>Install…</source>
        <translation>تثبيت…</translation>
    </message>
    <message>
        <source>Looking for its text…</source>
        <translation>يجري البحث عن نصه…</translation>
    </message>
    <message>
        <source>More is on its way.</source>
        <translation>المزيد في الطريق.</translation>
    </message>
    <message>
        <source>No engines</source>
        <translation>لا محرّكات</translation>
    </message>
    <message>
        <source>No text for now</source>
        <translation>لا نص الآن</translation>
    </message>
    <message>
        <source>No text here</source>
        <translation>لا نص هنا</translation>
    </message>
    <message>
        <source>No text yet</source>
        <translation>لا نص بعد</translation>
    </message>
    <message>
        <source>No words yet</source>
        <translation>لا كلمات بعد</translation>
    </message>
    <message>
        <source>Nothing listens or reads yet: no engines are installed.</source>
        <translation>لا شيء يستمع أو يقرأ بعد: لا توجد محرّكات مثبّتة.</translation>
    </message>
    <message>
        <source>Nothing listens or reads: the engines are switched off. Settings → Understanding switches them on.</source>
        <translation>لا شيء يستمع أو يقرأ: المحرّكات مطفأة. تُشغَّل من الإعدادات ← الفهم.</translation>
    </message>
    <message>
        <source>Nothing was said or shown</source>
        <translation>لم يُقل ولم يظهر شيء</translation>
    </message>
    <message>
        <source>Save the text</source>
        <translation>حفظ النص</translation>
    </message>
    <message>
        <source>Save the text…</source>
        <translation>حفظ النص…</translation>
    </message>
    <message>
        <source>Saved as “{name}”.</source>
        <translation>حُفظ باسم «{name}».</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>الإعدادات…</translation>
    </message>
    <message>
        <source>Subtitles (*.vtt)</source>
        <translation>ترجمة نصية (*.vtt)</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>نص (*.txt)</translation>
    </message>
    <message>
        <source>Text of the recording</source>
        <translation>نص التسجيل</translation>
    </message>
    <message>
        <source>The backend of this computer does not have this recording.</source>
        <translation>خادم هذا الحاسوب لا يملك هذا التسجيل.</translation>
    </message>
    <message>
        <source>The backend that has it does not answer. It is tried again.</source>
        <translation>الخادم الذي يملكه لا يجيب. ستُعاد المحاولة.</translation>
    </message>
    <message>
        <source>The engines are at work on this recording.</source>
        <translation>المحرّكات تعمل على هذا التسجيل.</translation>
    </message>
    <message>
        <source>The engines found no words in this recording.</source>
        <translation>لم تجد المحرّكات كلمات في هذا التسجيل.</translation>
    </message>
    <message>
        <source>The text is in the clipboard.</source>
        <translation>النص في الحافظة.</translation>
    </message>
    <message>
        <source>This is its beginning, {count} lines. The search of the library finds what comes behind it.</source>
        <translation>هذه بدايته، {count} سطرًا. ما يأتي بعدها يجده بحث المكتبة.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Understand it now</source>
        <translation>افهمه الآن</translation>
    </message>
    <message>
        <source>What is said and shown in this recording was not written down so far.</source>
        <translation>ما قيل وظهر في هذا التسجيل لم يُكتب حتى الآن.</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Marker</source>
        <translation>علامة</translation>
    </message>
    <message>
        <source>Nothing was captured for {time}</source>
        <translation>لم يُلتقط شيء لمدة {time}</translation>
    </message>
    <message>
        <source>Paused for {time}</source>
        <translation>توقف مؤقت لمدة {time}</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>الموضع</translation>
    </message>
    <message>
        <source>{time} of {total}</source>
        <translation>‏{time} من {total}</translation>
    </message>
</context>
<context>
    <name>Times</name>
    <message>
        <source>%1/s</source>
        <translation>%1/ث</translation>
    </message>
    <message>
        <source>a few seconds</source>
        <translation>بضع ثوانٍ</translation>
    </message>
    <message numerus="yes">
        <source>about %n hour(s)</source>
        <translation>
            <numerusform>أقل من ساعة</numerusform>
            <numerusform>نحو ساعة</numerusform>
            <numerusform>نحو ساعتين</numerusform>
            <numerusform>نحو %n ساعات</numerusform>
            <numerusform>نحو %n ساعة</numerusform>
            <numerusform>نحو %n ساعة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s)</source>
        <translation>
            <numerusform>أقل من دقيقة</numerusform>
            <numerusform>نحو دقيقة</numerusform>
            <numerusform>نحو دقيقتين</numerusform>
            <numerusform>نحو %n دقائق</numerusform>
            <numerusform>نحو %n دقيقة</numerusform>
            <numerusform>نحو %n دقيقة</numerusform>
        </translation>
    </message>
    <message>
        <source>about a minute</source>
        <translation>نحو دقيقة</translation>
    </message>
</context>
<context>
    <name>TrackList</name>
    <message>
        <source>Level of {track}</source>
        <translation>مستوى {track}</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>مكتوم</translation>
    </message>
    <message>
        <source>not recording</source>
        <translation>لا يُسجَّل</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>متوقف مؤقتًا</translation>
    </message>
    <message>
        <source>recording</source>
        <translation>قيد التسجيل</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>قيد البدء</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>بانتظار</translation>
    </message>
    <message>
        <source>{proof}, {size} written</source>
        <translation>‏{proof}، كُتب {size}</translation>
    </message>
</context>
<context>
    <name>Tracks</name>
    <message numerus="yes">
        <source>%n file(s) lost</source>
        <translation>
            <numerusform>لم تُفقد ملفات</numerusform>
            <numerusform>فُقد ملف</numerusform>
            <numerusform>فُقد ملفان</numerusform>
            <numerusform>فُقدت %n ملفات</numerusform>
            <numerusform>فُقد %n ملفًا</numerusform>
            <numerusform>فُقد %n ملف</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n gap(s) of {seconds} s</source>
        <translation>
            <numerusform>بلا فجوات، {seconds} ث</numerusform>
            <numerusform>فجوة واحدة، {seconds} ث</numerusform>
            <numerusform>فجوتان، {seconds} ث</numerusform>
            <numerusform>‏%n فجوات، {seconds} ث</numerusform>
            <numerusform>‏%n فجوة، {seconds} ث</numerusform>
            <numerusform>‏%n فجوة، {seconds} ث</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>Display {number}</source>
        <translation>الشاشة {number}</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>الميكروفون</translation>
    </message>
    <message>
        <source>System audio</source>
        <translation>صوت النظام</translation>
    </message>
    <message>
        <source>its source was lost and had not come back</source>
        <translation>فُقد مصدره ولم يعد</translation>
    </message>
    <message>
        <source>no gaps</source>
        <translation>بلا فجوات</translation>
    </message>
    <message>
        <source>paused for {seconds} s</source>
        <translation>توقف مؤقتًا {seconds} ث</translation>
    </message>
    <message>
        <source>{track}: nothing was recorded</source>
        <translation>‏{track}: لم يُسجَّل شيء</translation>
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
        <translation>الخصوصية</translation>
    </message>
    <message>
        <source>Version {number}</source>
        <translation>الإصدار {number}</translation>
    </message>
    <message>
        <source>What is never recorded…</source>
        <translation>ما لا يُسجَّل أبدًا…</translation>
    </message>
</context>
<context>
    <name>Trial</name>
    <message>
        <source>Display {number}</source>
        <translation>الشاشة {number}</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>الميكروفون</translation>
    </message>
    <message>
        <source>System audio</source>
        <translation>صوت النظام</translation>
    </message>
    <message>
        <source>{source}: nothing was played meanwhile</source>
        <translation>‏{source}: لم يُشغَّل شيء في الأثناء</translation>
    </message>
    <message>
        <source>{source}: nothing was recorded. {reason}</source>
        <translation>‏{source}: لم يُسجَّل شيء. {reason}</translation>
    </message>
    <message>
        <source>{source}: only silence. Is it switched on, and is it the right one?</source>
        <translation>‏{source}: صمت فقط. هل هو مفعّل، وهل هو الصحيح؟</translation>
    </message>
    <message>
        <source>{source}: was heard</source>
        <translation>‏{source}: سُمع</translation>
    </message>
    <message>
        <source>{source}: was seen</source>
        <translation>‏{source}: شوهد</translation>
    </message>
</context>
<context>
    <name>TrialPage</name>
    <message>
        <source>It was recorded, and this system cannot play it here.</source>
        <translation>سُجّل، لكن هذا النظام لا يستطيع تشغيله هنا.</translation>
    </message>
    <message>
        <source>Making it ready to play…</source>
        <translation>جارٍ تجهيزه للتشغيل…</translation>
    </message>
    <message>
        <source>Record again</source>
        <translation>إعادة التسجيل</translation>
    </message>
    <message>
        <source>Record ten seconds</source>
        <translation>تسجيل عشر ثوانٍ</translation>
    </message>
    <message>
        <source>Record ten seconds: say something, and let something play. Then see and hear what came of it. It is deleted afterwards.</source>
        <translation>سجّل عشر ثوانٍ: قل شيئًا وشغّل شيئًا. ثم شاهد واسمع النتيجة. وتُحذف بعد ذلك.</translation>
    </message>
    <message numerus="yes">
        <source>Recording: %n second(s) left. Say something.</source>
        <translation>
            <numerusform>جارٍ التسجيل. قل شيئًا.</numerusform>
            <numerusform>جارٍ التسجيل: بقيت ثانية. قل شيئًا.</numerusform>
            <numerusform>جارٍ التسجيل: بقيت ثانيتان. قل شيئًا.</numerusform>
            <numerusform>جارٍ التسجيل: بقيت %n ثوانٍ. قل شيئًا.</numerusform>
            <numerusform>جارٍ التسجيل: بقيت %n ثانية. قل شيئًا.</numerusform>
            <numerusform>جارٍ التسجيل: بقيت %n ثانية. قل شيئًا.</numerusform>
        </translation>
    </message>
    <message>
        <source>Skip the test</source>
        <translation>تخطي الاختبار</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>جارٍ البدء…</translation>
    </message>
    <message>
        <source>That is enough</source>
        <translation>هذا يكفي</translation>
    </message>
    <message>
        <source>The test recording is played.</source>
        <translation>يُشغَّل التسجيل التجريبي.</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>تجربة</translation>
    </message>
</context>
<context>
    <name>Verbs</name>
    <message>
        <source>Copy link</source>
        <translation>نسخ الرابط</translation>
    </message>
    <message>
        <source>Copy the link to this recording</source>
        <translation>نسخ رابط هذا التسجيل</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>حذف</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>تصدير…</translation>
    </message>
    <message>
        <source>Give it another name (F2)</source>
        <translation>إعطاؤه اسمًا آخر (F2)</translation>
    </message>
    <message>
        <source>Move it to the trash (Delete)</source>
        <translation>نقله إلى سلة المهملات (Delete)</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>تشغيل</translation>
    </message>
    <message>
        <source>Play (Enter)</source>
        <translation>تشغيل (Enter)</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>الإيصال</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>إعادة تسمية</translation>
    </message>
    <message>
        <source>Save it as a video file</source>
        <translation>حفظه كملف فيديو</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>إظهار في المجلد</translation>
    </message>
    <message>
        <source>Show where it lies on this computer</source>
        <translation>إظهار مكانه على هذا الحاسوب</translation>
    </message>
    <message>
        <source>What the files prove</source>
        <translation>ما تثبته الملفات</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>It is honest</source>
        <translation>صادق</translation>
    </message>
    <message>
        <source>It loses nothing</source>
        <translation>لا يضيّع شيئًا</translation>
    </message>
    <message>
        <source>It records your screen, your microphone and what this computer plays: one click in the tray, each as a track of its own.</source>
        <translation>يسجّل شاشتك وميكروفونك وما يشغّله هذا الحاسوب: نقرة واحدة في شريط النظام، ولكل منها مسار مستقل.</translation>
    </message>
    <message>
        <source>It stays with you</source>
        <translation>يبقى لديك</translation>
    </message>
    <message>
        <source>No account, no key, no network. Nothing leaves this computer unless you choose a backend.</source>
        <translation>بلا حساب ولا مفتاح ولا شبكة. لا يغادر شيء هذا الحاسوب إلا إن اخترت خادمًا.</translation>
    </message>
    <message>
        <source>Set it up</source>
        <translation>الإعداد</translation>
    </message>
    <message>
        <source>Welcome to Lookhear</source>
        <translation>مرحبًا بك في Lookhear</translation>
    </message>
    <message>
        <source>What the icon says comes from what is really on the disk. What is switched off is never opened.</source>
        <translation>ما يقوله الرمز مصدره ما هو على القرص فعلًا. وما هو متوقف لا يُفتح أبدًا.</translation>
    </message>
    <message>
        <source>What was recorded is safe within a second, also when the power fails.</source>
        <translation>ما سُجّل محفوظ خلال ثانية، حتى عند انقطاع الكهرباء.</translation>
    </message>
</context>
<context>
    <name>_HealthRow</name>
    <message>
        <source>needs attention</source>
        <translation>يحتاج إلى انتباه</translation>
    </message>
    <message>
        <source>works</source>
        <translation>يعمل</translation>
    </message>
</context>
</TS>
