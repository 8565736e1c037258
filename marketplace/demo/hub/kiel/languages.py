"""Advice of the hub of Kiel in English, Ukrainian and Turkish."""

from __future__ import annotations

from marketplace.demo.hub.shape import DemoText as T

ENGLISH = (
    T("neu-in-kiel", "en", "New in Kiel and self-employed?", "You ran a business in another country, or you would like to open one here? We explain the first steps, in eleven languages.",
        """## Come to us first
Bring what you have: passport or residence permit, certificates, an idea. Together we look at whether your permit lets you work for yourself. Where that is unclear, we ask the office in charge.

## Then to the trade counter
For many kinds of work, registering is enough. Some need more, for example in kitchens, in skilled trades or in care. The trade counter tells you what applies to you: {{ kontakt:schalter }}.

## And the language?
A German course and a business go together. Many courses are in the evening. {{ kontakt:kravets }} knows where there is room."""),
    T("eigener-laden", "en", "Your own shop in six steps", "From an idea at the kitchen table to the first key. Each step names somebody who takes it with you.",
        "The order saves trips: some who sign the lease first are sorry later.",
        (
            ("Tell somebody your idea", "Say in five minutes what you sell, to whom, and why people will come back. At Slip 7 somebody listens who is not a relative."),
            ("Do the sums, the bad ones too", "What does a month cost if nobody comes? And what will you live on in the first year? We have a sheet for it, to be filled in with a pencil."),
            ("Ask about money before you spend it", "Many grants are given only if you apply before the first purchase. Ask early."),
            ("Have the room looked at", "May there be a shop, a kitchen, a sign? The business office asks for you, before you sign."),
            ("Register", "Take your passport to the trade counter. They also tell you whether your trade needs more than a registration."),
            ("Open, and say so", "Invite the street. The shops' association lends bunting and tables and introduces you to the neighbours."),
        ), stale=True),
    T("kostet-das", "en", "Does advice cost anything?", "No. The first talk is free with all thirteen partners, whether you are a member or not.",
        "Some partners also offer courses or reports that do cost money. They tell you beforehand. If you are not sure, ask: “Is there a charge?” Nobody minds."),
    T("lohnzettel", "en", "Reading your payslip", "Gross, net and a dozen abbreviations. We do the sums with you.",
        """Put three papers side by side: last month's payslip, this month's, and your contract.

- Are the **hours** and the **hourly pay** right?
- Are there the **extra payments** that your contract or the collective agreement names?
- Has a **deduction** changed, and does it say why?

Ask at work first. Often it is a mistake, and the office is glad to know. If you get no further, come to us: {{ kontakt:ardic }}, for shops and restaurants {{ kontakt:kruse }}.

Time limits for claims can be short. Do not wait until spring."""),
)  # fmt: skip

UKRAINIAN = (
    T("neu-in-kiel", "uk", "Ви нові в Кілі й працюєте на себе?", "Ви мали свою справу в іншій країні або хочете відкрити її тут? Ми пояснимо перші кроки одинадцятьма мовами.",
        """## Спершу до нас
Візьміть із собою те, що маєте: паспорт або посвідку на проживання, дипломи, ідею. Разом ми подивимося, чи дозволяє ваша посвідка працювати на себе. Якщо це незрозуміло, ми запитаємо у відповідній установі.

## Потім до стійки реєстрації
Для багатьох видів діяльності досить реєстрації. Для деяких потрібно більше, наприклад у кухні, ремеслі чи догляді. Там вам скажуть, що стосується вас: {{ kontakt:schalter }}.

## А мова?
Курс німецької та власна справа сумісні. Багато курсів проходять увечері. {{ kontakt:kravets }} знає, де є вільне місце."""),
    T("kostet-das", "uk", "Чи коштує консультація грошей?", "Ні. Перша розмова безкоштовна в усіх тринадцяти партнерів, навіть якщо ви не є членом.",
        "Деякі партнери також пропонують платні курси або висновки. Про це вам скажуть заздалегідь. Якщо не впевнені, запитайте: «Чи це платно?» Ніхто не образиться."),
    T("brief-vom-amt", "uk", "Я не розумію листа від установи. Хто допоможе?", "Ми прочитаємо його разом із вами. У четвер без запису, в інші дні після дзвінка.",
        "Візьміть листа і конверт. На конверті стоїть дата, яка може бути важливою для строків.\n\nМи пояснимо, що написано, і разом із вами зателефонуємо до установи, яка його написала. Українською допоможе {{ kontakt:kravets }}."),
)  # fmt: skip

TURKISH = (
    T("neu-in-kiel", "tr", "Kiel’de yenisiniz ve kendi işinizi mi kuruyorsunuz?", "Başka bir ülkede iş yeriniz vardı ya da burada açmak mı istiyorsunuz? İlk adımları on bir dilde anlatıyoruz.",
        """## Önce bize gelin
Elinizde ne varsa getirin: kimlik veya oturum izni, diplomalar, bir fikir. Oturum izninizin kendi adınıza çalışmaya izin verip vermediğine birlikte bakarız. Belli değilse yetkili daireye sorarız.

## Sonra işletme kayıt bankosuna
Birçok iş için kayıt yeterlidir. Mutfak, zanaat veya bakım gibi bazı işler için daha fazlası gerekir. Sizin için neyin geçerli olduğunu orada öğrenirsiniz: {{ kontakt:schalter }}.

## Peki ya dil?
Almanca kursu ile iş bir arada yürür. Birçok kurs akşamları. {{ kontakt:yildirim }} Türkçe yardımcı olur."""),
    T("eigener-laden", "tr", "Altı adımda kendi dükkânınız", "Mutfak masasındaki fikirden ilk anahtara. Her adımda size eşlik eden biri var.",
        "Sıraya uymak yoldan kazandırır: Önce kira sözleşmesini imzalayan bazen pişman olur.",
        (
            ("Fikrinizi anlatın", "Ne satıyorsunuz, kime, ve insanlar neden yine gelsin? Slip 7’de akrabanız olmayan biri sizi dinler."),
            ("Hesaplayın, kötü ihtimali de", "Kimse gelmezse bir ay kaça mal olur? İlk yıl neyle geçineceksiniz? Bunun için kurşun kalemle doldurulan bir kâğıdımız var."),
            ("Parayı harcamadan önce destek sorun", "Birçok hibe ancak ilk alışverişten önce başvurursanız verilir. Erken sorun."),
            ("Yere baktırın", "Orada dükkân, mutfak, tabela olabilir mi? Siz imzalamadan önce ekonomi bürosu sizin adınıza sorar."),
            ("Kaydolun", "Kimliğinizle kayıt bankosuna gidin. İşiniz için başka bir şey gerekip gerekmediğini de orada öğrenirsiniz."),
            ("Açın ve haber verin", "Sokağı davet edin. Esnaf birliği masa ve flama ödünç verir, sizi komşularla tanıştırır."),
        )),
    T("brief-vom-amt", "tr", "Resmî mektubu anlamıyorum. Kim yardım eder?", "Mektubu sizinle birlikte okuruz. Perşembeleri randevusuz, diğer günler telefonla.",
        "Mektubu ve zarfı getirin. Zarfın üzerindeki tarih süreler için önemli olabilir.\n\nNe yazdığını anlatır, mektubu yazan daireyi sizinle birlikte ararız. Türkçe yardım: {{ kontakt:yildirim }}."),
)  # fmt: skip
