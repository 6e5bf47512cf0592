"""What stands around a letter in each language: device lines, closing formulas, legal, list and virus footers.

A new language or program is a new entry here. All are matched without case, but where `(?-i:…)` asks for a capital.
"""

from __future__ import annotations

from mailtick.mail.phrases import any_of

# The name of a device or program; after a comma it goes on only with a capital ("my Verizon, Samsung Galaxy").
_NAME = r"(?-i:(?:[^,;:?!\n]|,(?= (?:an? )?[A-Z0-9])){1,70})"

# How telephones and programs sign, as a whole line: "Sent from my iPhone", "Get Outlook for iOS".
DEVICES = any_of(r"""
    sent (?:from|via|with|using|by|through) (?-i:(?:my|a|an|mine|the (?:all new|new|Samsung))\b|[A-Zi])NAME
    sent (?:from|on|via|by|with|using) (?:the go|mobile|mail|galaxy|phone|tablet)\b(?:NAME)?
    sent (?:from|on|via|by|with|using) (?:outlook|gmail|yahoo|android|windows|samsung|smartphone)\b(?:NAME)?
    (?-i:\w{1,20} )?from (?:my )?(?:mobile|iphone|ipad|android|blackberry)\b(?: \w{1,10})?
    sent wirelessly\b(?:NAME)? | composed on NAME | typed on NAME
    (?:get|download) (?:the )?outlook for (?:ios|android|mac)(?:NAME)? | get (?:yahoo|gmail|bluemail|mymail)\bNAME
    (?:diese (?:nachricht|e-?mail|mail) wurde )?(?:von|mit|über|aus) (?:mein|der|unter)NAMEgesendet
    (?:diese (?:nachricht|e-?mail|mail) wurde )?(?:von|mit|über|aus) (?:mein|der|unter)NAME(?:gesandt|geschickt)
    (?:gesendet|gesandt|verschickt|geschickt) (?:von|mit|über|aus) NAME | von unterwegs gesendet
    (?:holen sie sich |hol dir )?outlook (?:für|voor|for|para|pour|per|dla|pro|для) (?:ios|android|mac)\b(?:NAME)?
    diese nachricht wurde von meinemNAME | (?:holen|laden) sie (?:sich )?outlookNAME
    envoyé (?:de(?:puis)?|à partir de?|avec|par|via) (?:mon|ma|un|une|l['’]|(?-i:[A-Zi]))NAME
    (?:obtenez|télécharger|téléchargez) outlookNAME
    enviado (?:desde|do|de|através|pelo|a partir|con|com|via) (?:mi\b|meu|minha|un|d[oe]\b|el\b|(?-i:[A-Zi]))NAME
    (?:obtener|obtén|obter|baixar|obtenha|descargar) (?:o )?outlookNAME | inviato (?:da|dal|con|tramite) NAME
    (?:ottieni|scarica) outlookNAME | (?:verzonden|verstuurd) (?:vanaf|met|via|vanuit|vanop|van) NAME
    (?:download|haal) outlookNAME | skickat (?:från|med|via) NAME | skickades? från (?-i:min|mitt|[A-Zi])NAME
    hämta outlookNAME | sendt (?:fra|med|via) NAME | (?:hent|få) outlookNAME | lähetetty NAME
    (?:hanki|lataa) outlookNAME | sent úr NAME | (?:wysłan[eoya]|nadane) (?:z|ze|przez|za pomocą)\b NAME
    (?:pobierz|uzyskaj) (?:program |aplikację )?outlookNAME
    (?:odesl[aá]no|odoslan[éeý]|poslan[oéý]) (?:z|ze|pomocí|pomocou)\b NAME | (?:získat|získať|stáhnout) outlookNAME
    (?:отправлено|послано|написано) (?:с|со|из|от|через)\b NAME | (?:скачать|получить|загрузить) outlookNAME
    (?:надіслано|відправлено) (?:з|із|зі|через)\b NAME | (?:изпратено|изпратен) (?:от|с|чрез)\b NAME
    (?:ile|tarafından) gönderildi | outlook['’]?(?:u|ı) (?:edin|indir)NAME | (?:el)?küldve NAME
    trimis (?:de pe|din|de la|cu|prin) NAME | (?:στάλθηκε|εστάλη) (?:από|με) NAME | enviat (?:des de|amb)NAME
    poslano (?:s|sa|z|iz|putem)\b NAME | saadetud (?:minu|mu )?NAME | nosūtīts no NAME | išsiųsta iš NAME
    được gửi từ NAME | (?:gửi|đã gửi) từ NAME | (?:di)?kirim(?:kan)? dari NAME | נשלח (?:מ|מה|מתוך |באמצעות )NAME
    (?:أرسلت|تم الإرسال|أُرسلت|مرسل|أرسل|مرسلة) (?:من|باستخدام) NAME | ส่งจาก ?NAME
    (?:发自|來自|从|從|傳自|寄自|发送自|發自|傳送自)(?:我的|手机|.{0,20}(?:iphone|ipad|邮箱|mail))(?:NAME)?
    從我的 ?NAME(?:傳送|發送|寄出) | 发送自NAME | 从NAME(?:发送|发出) | 获取 ?outlookNAME | 取得 outlookNAME
    outlook (?:for (?:ios|android) )?を(?:入手|取得)(?:NAME)? | (?:나의|내) NAME에서 (?:보냄|보낸 메일)
    outlook (?:for )?(?:ios|android)(?:용)?(?: 다운로드)?
""").replace("NAME", _NAME)

# The same where the device stands first; one of these words must stand in the line before it is worth looking.
DEVICES_FIRST = any_of(r"""
    NAME['’]?(?:d[ae]n|t[ae]n) (?:gönderildi|gönderilmiştir) | NAME(?:ról|ről|ból|ből|mról|mről|val|vel) küldve
    NAMEから送信(?:されました|しました)? | NAME에서 보냄
""").replace("NAME", _NAME)

DEVICE_ENDINGS = ("gönderil", "küldve", "送信", "보냄", "보낸")

# One of these must stand in the end of a text, in small letters, before it is worth looking for a device's line.
DEVICE_WORDS = tuple(
    any_of("""
    sent | sent via | from | composed | typed | outlook | get | download | gesendet | geschickt
    gesandt | verschickt | diese | unterwegs | envoyé | enviad | obten | baixar | descarg | inviat
    ottieni | scarica | verzonden | verstuurd | haal | skicka | hämta | sendt | hent | lähetetty
    hanki | lataa | wysłan | nadane | pobierz | odesl | odoslan | poslan | отправлен | послан
    написан | надіслан | відправлен | изпратен | küldve | trimis | τάλ | enviat | saadetud | nosūt
    išsiųst | từ | kirim | נשלח | رسل | ส่ง | 发 | 發 | 從 | 从 | 來自 | 傳 | 寄 | 送信 | 보 | gönder | رسا
    télécharg
""").split("|")
)

# What may follow on a device's line.
EXCUSES = any_of(r"""
    (?:please )?(?:excuse|pardon|forgive|ignore) | sorry | apolog | brevity | typos | bitte | veuillez | désolé
    disculp | perdon | scusa | excuus | ursäkta | przepraszam | fat finger | auto-?correct
""")

# "Kind regards": a whole line that ends a letter.
CLOSINGS = any_of(r"""
    (?:with )?(?:my |our )?(?:kind(?:est)?|best|warm(?:est)?|many|very best|sincere|good) (?:personal )?regards
    (?:with )?(?:my |our )?(?:kind(?:est)?|best|warm(?:est)?|many|very best|sincere|good) (?:personal )?wishes
    (?:with )?(?:my |our )?(?:kind(?:est)?|best|warm(?:est)?|many|very best|sincere|good) (?:personal )?thanks
    (?:kind )?regards | best | cheers | (?:yours )?sincerely(?: yours)? | sincere regards | rgds | kr | br
    respectfully(?: yours)? | yours(?: sincerely| faithfully| truly| respectfully| ever)? | (?:very )?truly yours
    faithfully | warmly | cordially
    (?:many )?thanks(?: again| a lot| in advance| very much)*(?: (?:kind |best )?regards)?
    (?:many )?thanks(?: so much| and| &| kindly)*(?: (?:kind |best )?regards)? | many thanks and .{1,30}
    thank you(?: very much| so much| again| in advance| and (?:kind |best )?regards)? | thx | tia | all the best
    take care | have a (?:nice|good|great) (?:day|weekend|week|evening) | love | with (?:love|gratitude)
    (?:mit )?(?:ganz )?(?:freundliche[nrms]?|herzliche[nrms]?|besten?) (?:gr(?:ü|ue)(?:ß|ss)en?|gru(?:ß|ss)|dank)
    (?:mit )?(?:ganz )?(?:liebe[nrms]?|viele[n]?) (?:gr(?:ü|ue)(?:ß|ss)en?|gru(?:ß|ss)|dank)
    (?:mit )?(?:ganz )?(?:schöne[n]?|sonnige[n]?) (?:gr(?:ü|ue)(?:ß|ss)en?|gru(?:ß|ss)|dank)
    (?:beste|liebe|viele|schöne|freundliche|herzliche) gr(?:ü|ue)(?:ß|ss)e (?:aus|von|nach) .{1,30}
    (?:hoch)?achtungsvoll | gru(?:ß|ss) | gr(?:ü|ue)(?:ß|ss)e? | mfg | lg | vg | bg | vlg | danke(?: und .{1,30})?
    vielen dank | ihre? | (?:bien |très )?cordialement(?: vôtre)? | (?:bien )?à (?:vous|toi) | amicalement
    salutations(?: distinguées)? | bien amicalement | (?:meilleures|sincères|cordiales) salutations
    (?:avec )?mes (?:meilleures|sincères) salutations | cdlt | bises | bisous | respectueusement | sincèrement
    (?:bonne|belle) (?:journée|soirée)(?: à vous)? | merci(?: d['’]avance| beaucoup)?
    (?:un )?(?:cordial )?saludos?(?: cordial(?:es)?)? | (?:muy )?atentamente | atte | cordialmente | un abrazo
    gracias(?: y saludos)? | (?:reciba|reciban) un cordial saludo | (?:muchas )?gracias | salutacions(?: cordials)?
    atentament | cordialment | (?:muito )?(?:atenciosamente|cordialmente) | att
    (?:com os )?(?:meus |melhores )*cumprimentos | (?:um )?abraços? | obrigad[oa]
    (?:i miei )?(?:più )?(?:cordiali|distinti|migliori) saluti | saluti(?: cordiali)? | (?:un )?cordiale? saluto
    in fede | cordialmente | grazie | (?:met )?(?:vriendelijke|hartelijke|beste) groet(?:en|jes)? | hoogachtend
    (?:met )?vr\.? ?gr\.? | groet(?:en|jes)? | mvg | bvd
    (?:med )?(?:vänlig|bästa|varma|hjärtlig)a? hälsning(?:ar)? | hälsningar | mvh | hälsn | vh
    tack(?: på förhand)? | bästa hälsningar
    (?:med )?(?:de )?(?:venlige?|vennlige?|bedste|beste|kærlige?|mange) hils(?:en|ener|ner) | hilsen | vh | dbh
    på forhånd tak | på forhånd takk | (?:parhain |ystävällisin |terveisin )?(?:terveisin|terveiset|terv)
    yst\.? ?terv\.? | ystävällisesti | kiitos | með kveðju | bestu kveðjur
    (?:serdecznie )?pozdrawiam(?:y)?(?: serdecznie)? | z (?:wyrazami )?(?:poważaniem|szacunku)
    (?:serdeczne )?pozdrowienia | z pozdrowieniami | pozdr | dziękuję
    (?:s )?(?:přátelským |srdečným )?pozdrav(?:em)? | s úctou | zdravím
    (?:s )?(?:priateľským |priatelským )?pozdravom | s úctou | děkuji | ďakujem
    (?:с )?(?:наилучшими |искренним |глубоким )?(?:уважением|пожеланиями) | всего (?:доброго|хорошего|наилучшего)
    заранее (?:спасибо|благодарен|благодарна) | спасибо | (?:з|із) (?:найкращими |щирою )?(?:повагою|побажаннями)
    дякую | (?:с|със) (?:уважение|поздрав|най-добри пожелания) | поздрави | saygılar(?:ımla|ımızla|ımı sunarım)?
    (?:en )?(?:iyi|içten) (?:dileklerimle|çalışmalar) | sevgiler(?:imle)? | iyi (?:günler|çalışmalar)(?: dilerim)?
    (?:szívélyes |baráti )?üdvözlettel | üdv(?:özlettel)? | (?:tisztelettel|köszönettel) | köszönöm
    cu (?:stim[aă]|respect|drag)(?:,? .{1,30})? | (?:o )?zi (?:bun[aă]|frumoas[aă]) | mul[țţt]umesc
    toate cele bune | με (?:εκτίμηση|φιλικούς χαιρετισμούς|τιμή|χαιρετισμούς) | φιλικά | χαιρετισμούς | ευχαριστώ
    (?:s |srdačan |lijep |srdačno )?(?:pozdrav|poštovanjem|lijepi pozdrav) | lp
    (?:lep|s spoštovanjem|lep pozdrav)(?: pozdrav)? | s štovanjem | (?:parimate )?(?:tervitustega|soovidega)
    lugupidamisega | (?:ar cieņu|ar sveicieniem|cieņā) | (?:su pagarba|pagarbiai|linkėjimai|geriausi linkėjimai)
    trân trọng | thân mến | kính thư | (?:dengan )?hormat(?: saya| kami)? | salam(?: hangat)? | terima kasih | 此致
    敬礼 | 敬禮 | 祝好 | 顺颂商祺 | 順頌商祺 | 谢谢 | 謝謝 | 此致敬礼 | 敬上 | 祝商祺
    よろしくお願い(?:いた)?(?:致)?します | (?:どうぞ)?宜しくお願い(?:いた|致)?します | 敬具 | 以上 | 감사합니다
    고맙습니다 | 드림 | בברכה | תודה | בכבוד רב | (?:مع )?(?:أطيب )?(?:تحياتي|التحيات)
    مع (?:الشكر|تحياتي|خالص التحية) | وتفضلوا بقبول فائق الاحترام | ขอแสดงความนับถือ | ด้วยความเคารพ
    ขอบคุณ(?:ครับ|ค่ะ)?
""")

# How a legal footer begins.
LEGAL_OPENINGS = any_of(r"""
    this (?:e-?mail|message|communication|transmission|mail|document|information)\b | this is a confidential
    the (?:information|contents?|material) (?:contained |transmitted )?(?:in|of)? ?(?:this|by)
    the information transmitted | privileged | confidential | if you (?:have received|are not the|received)
    please consider the environment | disclaimer | notice: | important\b | caution: | legal notice | privacy notice
    e-?mail disclaimer | any (?:views|opinions) | save paper | unless otherwise | warning: | attention:
    think before | before printing | p please consider | diese (?:e-?mail|nachricht|mail|mitteilung)
    der inhalt dieser | (?:die|alle) (?:in dieser|informationen) | vertraulich | hinweis: | wichtiger hinweis
    rechtlicher hinweis | haftungsausschluss | bitte (?:denken|prüfen) sie
    (?:ce|cet|cette) (?:message|courriel|mail|e-?mail|communication|transmission)
    l['’]information (?:contenue|transmise) | avis de confidentialité | les informations (?:contenues|figurant)
    pensez à l['’]environnement | avant d['’]imprimer | confidentialité
    (?:este|esta|el presente|la presente|o presente|a presente) (?:mensaje|correo|e-?mail|mensagem)
    (?:este|esta|el presente) (?:comunicación|comunicação|información|informação)
    (?:la presente|o presente|a presente) (?:comunicación|comunicação|información|informação)
    la información (?:contenida|incluida) | as informações (?:contidas|constantes)
    aviso (?:legal|de confidencialidad) | antes de imprimir | la informació
    (?:questo|questa|il presente|la presente|le) (?:messaggio|e-?mail|mail|comunicazione|informazioni)
    avviso di riservatezza | ai sensi del
    (?:dit|deze|de inhoud van dit|de informatie in (?:dit|deze)) (?:bericht|e-?mail|mail)? | dit e-?mailbericht
    vertrouwelijk | (?:detta|denna|innehållet i detta) (?:meddelande|e-?post|mail|e-?mail)
    (?:denne|dette) (?:e-?mail|e-?post|melding(?:en)?|meddelelse|mail) | (?:tämä|tässä) (?:viesti|sähköposti)\w*
    (?:niniejsza|ta|treść tej) (?:wiadomość|wiadomości|korespondencja) | uwaga: | informacje zawarte w
    (?:tato|tento|táto|obsah tohoto|obsah tejto) (?:zpráva|e-?mail|správa|zprávy|správy)\w*
    (?:данное|это|настоящее) (?:сообщение|письмо|электронное) | (?:це|дане) (?:повідомлення|електронне)
    (?:bu|işbu) (?:e-?posta|mesaj|ileti|elektronik)
    (?:ez|ezen|az e-mail) (?:az )?(?:üzenet|e-?mail|levél|elektronikus) | (?:acest|prezentul) (?:mesaj|e-?mail)
    (?:το|αυτό το|το παρόν) (?:μήνυμα|e-?mail|ηλεκτρονικό) | ova (?:poruka|elektronička) | to sporočilo
    (?:本|此)(?:邮件|電子郵件|电子邮件|郵件|信件|メール) | このメール | 이 (?:메일|메시지|이메일|전자우편)
    본 (?:메일|메시지|이메일) | هذه الرسالة | הודעה זו
""")

# What a legal footer says further on.
LEGAL_WORDS = any_of(r"""
    confidential | privileged | intended (?:only|solely|for) | intended recipient | unauthori[sz]ed | disclaimer
    virus | think before you print | consider the environment | need to print
    do not necessarily (?:represent|reflect) | vertraulich | unbefugt | nur für d(?:en|ie) .{0,40}bestimmt
    rechtlich geschützt | irrtümlich | bevor sie | confidentiel | destinataires? | avant d['’]imprimer
    confidencial | destinatari[oa]s? | destinatários? | privilegiad | medio ?ambiente | meio ambiente | riservat
    confidenzial | vertrouwelijk | bestemd voor | konfidentiel | fortrolig | konfidensiel | avsedd för
    taushetsplikt | luottamuksellinen | tarkoitettu | poufn | zastrzeżon | adresat | důvěrn | dôvern | určen
    конфиденциальн | предназначен | конфіденційн | призначен | gizli | yetkisiz | bizalmas | címzett | confidențial
    destinatarului | εμπιστευτικ | povjerljiv | zaupn | 机密 | 機密 | 保密 | 收件人 | 収件者 | 誤って | 受信者
    기밀 | 비밀 | 수신인 | سري | חסוי
""")

# Lines with which the footers of lists and of virus scanners begin; all below goes with them.
FOOTERS = any_of(r"""
    you (?:are receiv(?:ed|ing)|received|receive) (?:this|all) (?:message|e-?mail)\b.{0,60}(?:because|as)
    you (?:are receiv(?:ed|ing)|received|receive) (?:this|all) (?:mail|messages)\b.{0,60}(?:because|as)
    you (?:are receiv(?:ed|ing)|received|receive) (?:this|all) (?:message|e-?mail)\b.{0,60}since
    you (?:are receiv(?:ed|ing)|received|receive) (?:this|all) (?:message|e-?mail)\b.{0,60}sent to this group
    you (?:are receiv(?:ed|ing)|received|receive) (?:this|all) (?:mail|messages)\b.{0,60}since
    you (?:are receiv(?:ed|ing)|received|receive) (?:this|all) (?:mail|messages)\b.{0,60}sent to this group
    to (?:unsubscribe|opt.?out|leave|post to).{0,80}(?:group|list|send|visit|click|web|e-?mail)
    to (?:view this discussion|stop receiving).{0,80}(?:group|list|send|visit|click|web|e-?mail)
    to (?:change your|reply to this).{0,80}(?:group|list|send|visit|click|web|e-?mail) | .{1,60} mailing list\s*\Z
    mailing list: | unsubscribe: | list archives | groups\.io links | yahoo! groups links | visit your group
    \[non-text portions of this message
    vous (?:recevez|avez reçu) ce(?:t| ) ?(?:message|e-?mail).{0,60}(?:car|parce) | pour (?:se|vous) désabonner
    sie (?:erhalten|haben) diese (?:nachricht|e-?mail).{0,60}(?:weil|da|erhalten)
    (?:has recibido|recibiste) este (?:mensaje|correo) porque | hai ricevuto questo messaggio
    você (?:está recebendo|recebeu) esta mensagem | u ontvangt dit bericht omdat
    det här meddelandet skickas till dig eftersom
    (?:this|diese|ce|este|questo) .{2,30}(?:avast|avg|kaspersky|eset|norton|mcafee|sophos)\b
    (?:deze|dette|det|ta|tato|tento) .{2,30}(?:avast|avg|kaspersky|eset|norton|mcafee|sophos)\b
    .{0,40}(?:avast|avg)\b.{0,40}(?:antivir|virus|wirus|вирус).{0,60}
    (?:virus|viren|virus-)-?(?:free|frei|vrij|fri)\b.{0,60}
    (?:sans|garanti sans|libre de|livre de|privo di|bez|vrij van|без) (?:virus|wirus|вирус|virů)\w*\b.{0,60}
    no virus found in | checked by avg | e-?mail scanned by | scanned by .{1,40} | __________ information from eset
    __________ (?:hinweis|informace|informacja|información|information|informazioni)
""")
# One of these must stand in the end of a text before it is worth looking for a footer.
FOOTER_WORDS = tuple(
    any_of("""
    nsubscribe | ailing list | roup | irus | iren | avast | AVG | canned by | ESET | désabonner
    erhalten diese | ирус
""").split("|")
)
