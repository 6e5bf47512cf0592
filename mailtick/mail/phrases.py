"""What mail programs write around texts, in their languages: tables of phrases, as parts of expressions.

A new language or program is a new entry here. " | " and the end of a line separate; all are matched without case.
"""

from __future__ import annotations

import re

_SEPARATOR = re.compile(r"\s+\|\s+|\s*\n\s*")
_CONTINUED = re.compile(r"\\\n\s*")


def any_of(table: str) -> str:
    """A table of phrases as one alternation. A backslash at the end of a line joins it to the next."""
    return "|".join(each for each in _SEPARATOR.split(_CONTINUED.sub("", table).strip()) if each)


# "wrote", as the programs translate it above a quote.
WROTE = any_of(r"""
    wrote | writes | schrieb | schrieben | geschrieben | a écrit | à écrit | escribió | escribio | escreveu
    ha scritto | scrisse | schreef | geschreven | skrev | skrifaði | kirjoitti | napisał | napisała | napisał\(a\)
    pisze | napsal | napsala | napsal\(a\) | napísal | napísala | написал | написала | написал\(а\) | пишет | писал
    пише | вы писали | написав | написала | написа
    quoting | zitat von | citando(?: a)? | citeren | yazdı | yazmış | írta | a scris | έγραψε | rašė | rakstīja
    kirjutas | napisao | napisao je | je napisao | je napisala | je napisal | va escriure | menulis | đã viết
""")

# The same in scripts that put no blank between words.
WROTE_UNSPACED = any_of(r"""
    写道 | 寫道 | 書きました | のメール | 작성 | 쓴 글 | 쓰셨습니다 | כתב | كتب | เขียน
""")

# "Original message", between dashes above a quoted mail (Outlook and its followers).
SEPARATORS = any_of(r"""
    original message | original appointment | original e-?mail | ursprüngliche nachricht | originalnachricht
    message d'origine | message original | mensaje original | mensagem original | messaggio originale
    oorspronkelijk bericht | origineel bericht | ursprungligt meddelande | originalmeddelande
    oprindelig meddelelse | opprinnelig melding | alkuperäinen viesti | wiadomość oryginalna | oryginalna wiadomość
    původní zpráva | pôvodná správa | исходное сообщение | оригінальне повідомлення | orijinal mesaj | özgün ileti
    eredeti üzenet | mesaj original | 原始邮件 | 原始郵件 | 元のメッセージ | 원본 메시지 | αρχικό μήνυμα
    reply message
    reply to message
""")

# "Forwarded message", between dashes above a forwarded mail (Gmail, Thunderbird, Outlook, Mail.ru, Yahoo), and
# "Forwarded by" of Lotus Notes.
FORWARDS = any_of(r"""
    (?:start of |begin(?:ning of)? )?forwarded (?:message|e-?mail|mail|text|letter|content) | forwarded (?:by|from)\b
    forward(?:ed)? ?msg | fwd\.? ?(?:msg|message) | message forwarded | original message forwarded
    (?:anfang der )?weitergeleiteten? (?:nachricht|e-?mail|mail|meldung) | weitergeleitet (?:von|durch)\b
    (?:début (?:du )?)?(?:message|e-?mail|mail|courriel|mél) (?:transféré|transmis|réexpédié|réacheminé|retransmis)
    (?:transféré|réexpédié|transmis|réacheminé) par\b | transfert de message
    (?:inicio del )?(?:mensaje|correo|e-?mail|mail) (?:reenviado|remitido) | (?:reenviado|remitido) por\b
    (?:in[ií]cio d[ao] )?(?:mensagem|e-?mail|correio) (?:reencaminhad|encaminhad|repassad)[ao]
    (?:encaminhad|reencaminhad|repassad)[ao] por\b | (?:inizio )?(?:messaggio|e-?mail|mail) inoltrat[oa]
    inoltrat[oa] da\b | (?:begin )?(?:doorgestuurde?|doorgezonden) (?:bericht|e-?mail|mail) | doorgestuurd door\b
    vidarebefordra(?:t|de) (?:meddelande|brev|mail|mejl|e-?post) | vidarebefordrat av\b
    vidaresänt (?:meddelande|brev) | videresendte? (?:meddelelse|besked|melding|mail|e-?mail|e-?post)
    videresendt (?:af|av)\b | (?:edelleen)?(?:välitetty|lähetetty) (?:viesti|sähköposti) | edelleenlähet\w{2,12}
    áframsen(?:t|dur) (?:skeyti|póstur|bréf)
    (?:treść )?przekazan(?:a|ej) wiadomoś(?:ć|ci) | wiadomość przekazana | przes(?:ł|y)ana (?:dalej )?wiadomość
    przekazan[eya] przez\b | przekierowana wiadomość | przeposłana wiadomość
    přeposlan(?:á|ý) (?:zpráva|e-?mail) | přeposlal\b | postoupená zpráva
    preposlan(?:á|ý) (?:správa|e-?mail) | preposlal\b | továbbított (?:üzenet|levél|e-?mail) | továbbította\b
    (?:mesaj|e-?mail) (?:redirecționat|redirecţionat|redirectionat|retrimis|transmis) | redirecționat de\b
    proslijeđen[aoi] (?:poruka|e-?mail)? | preusmjerena poruka | prosleđen[aoi] (?:poruka)? | прослеђен[аои]
    проследена порука | posredovano (?:sporočilo)? | preposlano sporočilo
    edas(?:i)?(?:tatud|saadetud) (?:kiri|sõnum|e-?kiri|meil) | persiųst(?:as|a) (?:laiškas|žinutė|pranešimas)
    pārsūtīt(?:ā|ais|s) (?:vēstule|ziņojums|e-?pasts)
    (?:начало )?(?:пересылаемо|перенаправленно|пересланно|переадресованно|перенаправляемо)(?:е|го) сообщени[ея]
    пересылаемое письмо | (?:переслано|переадресовано|перенаправлено) | переадресовал | пересланные
    переслан(?:е|ий|ого) (?:повідомлення|лист) | переадресован(?:е|ого) (?:повідомлення|лист)
    перенаправлен(?:е|ого) (?:повідомлення|лист)
    препратено (?:съобщение|писмо) | препратен (?:имейл|е-?мейл) | (?:προωθημένο|προωθούμενο) (?:μήνυμα|e-?mail)
    μήνυμα που προωθήθηκε | προωθήθηκε από
    ileti(?:len|lmiş) (?:mesaj|ileti|e-?posta|posta) | yönlendirilmiş (?:mesaj|ileti|e-?posta)
    yönlendirilen (?:mesaj|ileti)
    thư (?:đã )?(?:được )?chuyển tiếp | tin nhắn (?:đã )?chuyển tiếp
    pesan (?:yang )?(?:di)?terus(?:k)?an
    missatge reenviat | ข้อความที่ส่งต่อ
    转发(?:的)?(?:邮件|消息|信息|郵件) | 转发人 | 被转发(?:的)?邮件 | 轉寄(?:的)?(?:郵件|信件|訊息|邮件)
    轉發(?:的)?(?:郵件|訊息|信件) | 轉呈者 | 已轉寄 | 轉寄郵件信息 | 转发邮件信息
    転送(?:された|する)?(?:メッセージ|メール) | メッセージを転送 | 転送者 | 転送元 | 転送
    전달(?:된|한)? ?(?:메시지|메일|이메일) | 전달자 | 전달 메시지 | 원본 메일 전달
    הודעה (?:ש)?(?:הועברה|מועברת) | (?:ה)?הודעה שהועברה | رسالة (?:معاد توجيهها|مُعاد توجيهها|محولة|معادة)
    الرسالة المحولة | الرسالة المعاد توجيهها | رسالة تمت إعادة توجيهها | پیام (?:بازارسال|هدایت)
""")

# The same without dashes, as a whole line, as Apple Mail, Claws, MailMate and The Bat! write it.
FORWARD_LINES = any_of(r"""
    begin forwarded message | (?:this is a )?forwarded message(?: from [^:]{1,80})? | anfang der weitergeleiteten
    weitergeleitete nachricht | début d[ue] (?:message|mail|l'e-?mail|e-?mail|courriel)
    inicio del (?:mensaje|correo) (?:reenviado|remitido) | mensaje reenviado
    in[ií]cio da mensagem (?:reencaminhada|encaminhada) | inizio (?:del )?messaggio inoltrato | messaggio inoltrato
    begin (?:van het )?doorgestuurd(?:e)? bericht | doorgestuurd bericht
    (?:start på |början på )?vidarebefordrat (?:mejl|brev|meddelande|mail)
    (?:start på |påbegynt |begynnelse på |begynnelsen på )?videresendt (?:e-post|besked|melding|meddelelse)
    (?:välitetty|edelleenlähetetty) viesti(?: alkaa)? | (?:alkaa )?edelleenlähetetty viesti
    (?:rozpoczęcie|początek|treść) przekaz(?:ywa)?nej | začátek přepos(?:í)?lané | začiatok preposlanej
    (?:начало|это) (?:переадресованн|пересылаем|пересланн|перенаправленн)(?:ого|ое)
    початок (?:листа, що|пересланого|переадресованого|перенаправленого) | (?:iletilen )?ileti(?:nin)? başlangıcı
    i̇leti başlangıcı | i̇letilen ileti başlangıcı
    továbbított (?:levél|üzenet) kezdete | (?:început(?:ul)? |începe )mesaj(?:ul|ului)? redirec(?:ț|ţ|t)ionat
    下面是被转发的邮件 | 以下是(?:轉寄|轉發|转发)的(?:郵件|邮件) | 開始轉寄郵件 | 開始轉寄的郵件 | 转发的邮件
    (?:このメールは)?転送されたメ(?:ッセージ|ール) | 転送メッセージ | (?:시작된 )?전달된 (?:메시지|메일)
    (?:αρχή|έναρξη) προωθ(?:ημένου|ούμενου) | (?:započeta|počni|započni|započinjem|početak) proslijeđen
    начало на препратено | začetek posredovanega | edastatud kirja algus | persiunčiamo laiško pradžia
    inici del missatge reenviat | bắt đầu thư được chuyển tiếp | mulai (?:meneruskan )?pesan
    תחילת (?:ה)?הודעה | بداية الرسالة | 메시지 전달 시작
""")

# How a program ends a forwarded mail, between dashes (mutt, Horde, Gnus, Yandex).
ENDS = any_of(r"""
    end(?: of)? (?:the )?(?:forward|original|message) | ende der (?:weitergeleiteten|ursprünglichen)
    fin (?:du|de) (?:message|mensaje|del) | fin del mensaje | fine (?:del )?messaggio | einde (?:van )?(?:het )?doorg
    fim da mensagem | slut på | koniec (?:przekaz|wiadom) | konec (?:přepos|zprávy) | конец (?:пересы|переадр|исход)
    кінець (?:перес|переадр)
""")

# Before the subject of an answer.
REPLY_PREFIXES = any_of(r"""
    re | aw | antw | antwort | sv | vs | odp | ynt | yan | res | ref | rif | r | vá | válasz | atb | ats | ad | odg
    回复 | 回覆 | 答复 | 答覆 | 回信 | 返信 | απ | απάντηση | σχετ | ha | на | hal | balas | bls | תשובה | השב | رد
    отв | відп | от[гв] | rép | réf | resp | svar | trả lời | 답장 | 회신
""")

# Before the subject of a forwarded mail.
FORWARD_PREFIXES = any_of(r"""
    f ?wd? | fwd\.? ?msg | forward(?:ed)? | wg | weitergeleitet | wtr | tr | trans?f(?:éré)? | rv | reenv(?:iado)? | enc
    encaminh(?:ado)? | i | inoltr[ao]? | inolt | doorst(?:uren)? | doorg | vb | vs | vl | vidarebef(?:ordrat)?
    videresend(?:t)? | pd | przek(?:az)? | i̇?lt | ilt | i̇let | ilet | továbbítás | továbbítva | fs | trs
    terusan | prosl | prosleđeno | прос[лљ] | posr | posredovano | redir\.? | redirecționat | edasi(?:saatmine)?
    edast | ed | persiųsta | pers | pārsūtīts | pārs | přep | fw\.? | fyi\+fwd | framsent | áframsent | chuyển tiếp
    转发 | 轉寄 | 轉發 | 转寄 | 転送 | 전달 | προωθ | προώθηση | πρθ | הועבר | העברה | إعادة توجيه | إعادة ارسال
    пересл | перенапр | препр
""")

# What answering programs put before the subject they answer, and people do not (Exchange and Outlook in their
# languages, Gmail, Yahoo, QQ, 163, Mail.ru, GMX, hMailServer, Horde, vacation programs).
PROGRAM_PREFIXES = any_of(r"""
    auto(?:matic|mated|-|mat)?[ :-]?\s?(?:reply|response|respon(?:se|der)|answer)
    out[ -]of[ -](?:the[ -])?office:? (?:auto[ -]?)?(?:reply|response|notification|notice|message|assistant)
    vacation (?:reply|response|message|notice) | automatische (?:antwort|rückantwort|reactie|antwoord|beantwoording)
    (?:automatische )?abwesenheits(?:notiz|benachrichtigung|meldung|assistent|nachricht|info) | auto-?antwort
    r[ée]ponse (?:automatique|d'absence) | message (?:automatique )?d'absence | absence du bureau
    respuesta (?:autom[áa]tica|de ausencia) | mensaje de ausencia | risposta automatica | messaggio di assenza
    resposta (?:autom[áa]tica|de aus[êe]ncia) | automatisch antwoord | afwezigheids(?:bericht|melding) | autosvar
    automatisk(?:t)? (?:svar|meddelande|besked) | frånvaro(?:meddelande|besked)
    frav[æa]rs(?:meddelelse|besked|melding)
    poissaolo(?:viesti|ilmoitus) | automaatti(?:nen )?vastaus | autoodpowied[źz] | automatyczna odpowied[źz]
    odpowied[źz] automatyczna | automatick[áa] odpov[ěe][dď] | automatikus válasz
    r[ăa]spuns automat | otomatik (?:yanıt|cevap) | автоответ(?:чик)? | автоматический ответ | автоматична відповідь
    автовідповідь | автоматичен отговор | аутоматски одговор | automatski odgovor | samodejni odgovor
    automaat(?:ne )?vastus | automatinis atsakymas | automātisk[āa] atbilde | αυτόματη απάντηση | תשובה אוטומטית
    מענה אוטומטי | (?:ال)?رد (?:ال)?تلقائي | trả lời tự động | ตอบกลับอัตโนมัติ | balasan otomatis | 自动(?:回复|答复)
    自動(?:回覆|回復|応答|返信) | 자동 ?(?:회신|응답|답장)
""")

# The same, and what people too may write there: it counts beside a second sign.
ANSWER_SUBJECTS = f"{PROGRAM_PREFIXES}|" + any_of(r"""
    out[ -]of[ -](?:the[ -])?office | ooo\b | oof\b | away from (?:the |my )?(?:office|desk|mail) | i am (?:away|out of)
    auto\s?: | on (?:annual )?(?:leave|vacation|holiday) | .{1,60} is (?:currently )?(?:out of (?:the )?office|away)
    abwesen | urlaub | nicht im büro | au[ßs]+er haus | absent | absence\b | en congés? | ausen
    fuera de (?:la )?oficina | de vacaciones | fuori (?:sede|ufficio) | assen(?:te|za) | in ferie
    fora do escritório | de férias | afwezig | niet aanwezig | op vakantie | frånvaro | semester | frav[æa]r
    ikke på kontoret | inte på kontoret | poissa
    lomalla | nieobecno | poza biurem | na urlopie | nepřítomn | neprítomn | mimo kancel | dovolen | házon kívül
    irodán kívül | szabadság | távollét | în concediu | lipsesc | ofis dışı | izinde | вне офиса | отсутств | в отпуске
    відсутн | у відпустці | εκτός γραφείου | απουσία | 不在 | 休假 | 外出 | 休暇 | 부재 | 휴가
""")

# How a text says that its writer is away.
ABSENCES = any_of(r"""
    out of (?:the |my )?office | (?:on|taking) (?:\w+ )?(?:leave|vacation|holiday|pto)
    i(?:'m| am| will be) (?:currently )?away
    (?:limited|no) access to (?:my )?e-?mails? | will (?:respond|reply|answer).{0,40}(?:return|back)
    nicht im (?:büro|haus|hause) | abwesend | abwesenheit | im urlaub | au[ßs]+er haus | nicht erreichbar
    (?:suis|serai|sera|est) (?:actuellement )?absent | en congés? | hors du bureau | fuera de (?:la )?oficina
    (?:estoy|estaré|ausente)\b.{0,20}(?:ausente|oficina|vacaciones) | de vacaciones | fuori (?:sede|ufficio)
    (?:sono|sarò) (?:assente|in ferie|fuori) | afwezig | niet (?:aanwezig|op kantoor) | (?:op|met) (?:vakantie|verlof)
    fora do escritório | de férias | estou ausente | poza biurem | nieobecn | na urlopie | inte på kontoret
    (?:har|på) semester | tjänstledig | frånvarande | ikke på kontoret | på ferie | ferie til | frav[æa]rende | lomalla
    poissa (?:toimistolta|työstä) | mimo kancel | nepřítom | neprítomn | dovolen(?:é|ou|ke|ku) | irodán kívül
    szabadságon | házon kívül | în concediu | lipsesc | nu sunt la birou | ofis dışında | izindeyim | tatilde | отсутств
    в отпуске | вне офиса | не в офисе | відсутн | у відпустці | εκτός γραφείου | απουσιάζω | σε άδεια | 休假
    外出 | 出差 | 度假 | 不在 | 休暇 | 出張 | 부재 | 휴가 | 출장
""")

# How a text begins that says itself that a machine wrote it.
SAYS_AUTOMATIC = any_of(r"""
    this is an auto[ -]?(?:matic|mated|matically generated|mailed)?[ -]?(?:reply|response|acknowledge?ment)
    this (?:e-?mail|message) is an auto(?:matic|mated) (?:reply|response)
    (?:dies|das) ist eine automatische? (?:antwort|rückantwort|abwesenheit\w*)
    (?:ceci est|il s'agit d')\s?une réponse automatique | est[ea] es una respuesta automática
    (?:questa è|questo è) una risposta automatica | dit is een automatisch(?:e)? (?:antwoord|bericht)
    esta é uma resposta automática | to jest automatyczna odpowiedź | detta är ett auto(?:matiskt )?svar
    dette er et automatisk svar | tämä on automaattinen vastaus | toto je automatická odpov[ěe][dď]
    ez egy automatikus válasz | acesta este un răspuns automat | bu otomatik bir (?:yanıt|cevap)
    это автоматический ответ | це автоматична відповідь | αυτή είναι μια αυτόματη απάντηση
    这是.{0,20}自动回复 | これは自動(?:返信|応答) | このメールは自動(?:返信|送信|応答)
""")

# Before the subject of a mail that was read, by Exchange and Outlook, and what their text says then.
READ_SUBJECTS = any_of(r"""
    (?:not )?read | (?:un)?gelesen | nicht gelesen | lu | non lu | leído | no leído | letto | non letto | gelezen
    niet gelezen | lid[ao] | não lid[ao] | przeczytano | läst | læst | lest | luettu | přečteno | prečítané | elolvasva
    citit | okundu | прочтено | прочитано | 已读 | 已讀 | 開封済み | 읽음 | return receipt
""")
READ_TEXTS = any_of(r"""
    was (?:read|deleted without being read|received by) | wurde (?:am .{1,40})?(?:gelesen|gelöscht) | a été lu | se leyó
    fue leído | è stato letto | is gelezen | foi lida | został\w? przeczytan | lästes | blev læst | ble lest | luettiin
    byla přečtena | прочитано | было прочтено | 已于.{0,40}阅读 | 開封
""")

# Firms whose filters ask the writer to prove that they are a person, and the words in which they do.
CHALLENGERS = any_of(r"""
    spamarrest\.com | boxbe\.com | bluebottle\.com | 0spam\.com | mailinblack\.(?:com|fr) | digiportal\.com
    choicemail\.com | knowspam\.net | qurb\.com | spamlion\.com | vanquish\.com | sendio\.com | antispam\.uol\.com\.br
""")
CHALLENGER_NAMES = any_of(r"""
    spam[ -]?arrest | boxbe | spam ?blocker | anti-?spam[ -]?uol | mail ?in ?black | choicemail | tmda | 0spam
""")
CHALLENGES = any_of(r"""
    confirm | verif | approv | authenti[cf] | autori[sz] | captcha | guest list | allowed list | waiting
    en attente | valid
""")

# How ticket systems say that a request arrived; people write "I have got your …".
ACKNOWLEDGEMENTS = any_of(r"""
    has been (?:successfully )?(?:received|logged|created|registered|opened|submitted|assigned an id)
    (?:anfrage|ticket|meldung|vorgang) (?:\S{1,30} )?ist (?:bei uns )?eingegangen
    (?:anfrage|ticket|meldung|vorgang) (?:\S{1,30} )?wurde (?:erfasst|erstellt|angelegt)
    a (?:bien )?été (?:reçue?|enregistrée?|créée?) | ha sido (?:recibid|registrad|cread)[ao]
    è stat[ao] (?:ricevut|registrat|creat|apert)[ao] | is (?:door ons )?(?:ontvangen|geregistreerd|aangemaakt)
    foi (?:recebid|registrad|criad)[ao]
""")

# Local parts at which nobody reads (RFC 2142, RFC 3834 section 2), in the languages of their owners.
MACHINE_SENDERS = any_of(r"""
    (?:.*[._-])?no[._-]?repl(?:y|ay|ies)(?:[._-].*)? | noreply.* | no-reply.* | do[._-]?not[._-]?reply.* | dontreply
    nicht[._-]?antworten | keine[._-]?antwort | ne[._-]?pas[._-]?repondre | no[._-]?responder | no[._-]?contest(?:ar|e)
    non[._-]?rispondere | n[aã]o[._-]?respond(?:a|er) | niet[._-]?beantwoorden | geen[._-]?antwoord
    nie[._-]?odpowiadaj | svar[._-]?ej | svara[._-]?inte | ikke[._-]?svar | ala[._-]?vastaa
    neodpovidat | neodpovidajte
    mailer[._-]?daemon | postmaster | bounces? | owner-.* | .*-request | .*-owner | .*-bounces? | listserv | majordomo
    mdaemon | daemon | root | cron | nagios | zabbix | jenkins | auto[._-]?(?:reply|mailer|responder)
    notifications? | notify | alerts? | scanner | copier | mfp | voicemail | dmarc[._-]?reports? | noreply-dmarc.*
""")
