"""How mail programs forward, by language: what stands between the comment and the forwarded text.

Each row is what the program writes, with the sender Anna Bauer <anna.bauer@firma.example>. Where a program writes the
same in every language, it has one row.
"""

from __future__ import annotations

from collections.abc import Iterator

ANNA = "Anna Bauer <anna.bauer@firma.example>"
TO = "Ben Marsh <ben.marsh@school.example>"
SUBJECT = "Toner for room 12"

# From, Sent, To, Cc, Subject.
OUTLOOK = {
    "Arabic": "من|تم الإرسال|إلى|نسخة|الموضوع",
    "Bulgarian": "От|Изпратено|До|Копие|Относно",
    "Chinese, simplified": "发件人|发送时间|收件人|抄送|主题",
    "Chinese, traditional": "寄件者|寄件日期|收件者|副本|主旨",
    "Croatian": "Šalje|Poslano|Prima|Kopija|Predmet",
    "Czech": "Od|Odesláno|Komu|Kopie|Předmět",
    "Danish": "Fra|Sendt|Til|Cc|Emne",
    "Dutch": "Van|Verzonden|Aan|CC|Onderwerp",
    "English": "From|Sent|To|Cc|Subject",
    "Estonian": "Saatja|Saadetud|Adressaat|Koopia|Teema",
    "Finnish": "Lähettäjä|Lähetetty|Vastaanottaja|Kopio|Aihe",
    "French": "De|Envoyé|À|Cc|Objet",
    "German": "Von|Gesendet|An|Cc|Betreff",
    "Greek": "Από|Στάλθηκε|Προς|Κοιν|Θέμα",
    "Hebrew": "מאת|נשלח|אל|עותק|נושא",
    "Hungarian": "Feladó|Küldve|Címzett|Másolatot kap|Tárgy",
    "Italian": "Da|Inviato|A|Cc|Oggetto",
    "Japanese": "差出人|送信日時|宛先|CC|件名",
    "Korean": "보낸 사람|보낸 날짜|받는 사람|참조|제목",
    "Latvian": "No|Nosūtīts|Kam|Kopija|Tēma",
    "Lithuanian": "Nuo|Išsiųsta|Kam|Kopija|Tema",
    "Norwegian": "Fra|Sendt|Til|Kopi|Emne",
    "Polish": "Od|Wysłano|Do|DW|Temat",
    "Portuguese": "De|Enviado|Para|Cc|Assunto",
    "Portuguese, Brazil": "De|Enviada em|Para|Cc|Assunto",
    "Romanian": "De la|Trimis|Către|Cc|Subiect",
    "Russian": "От|Отправлено|Кому|Копия|Тема",
    "Slovak": "Od|Odoslané|Komu|Kópia|Predmet",
    "Slovenian": "Od|Poslano|Za|Kp|Zadeva",
    "Spanish": "De|Enviado el|Para|CC|Asunto",
    "Swedish": "Från|Skickat|Till|Kopia|Ämne",
    "Turkish": "Kimden|Gönderildi|Kime|Bilgi|Konu",
    "Ukrainian": "Від|Надіслано|Кому|Копія|Тема",
    "Vietnamese": "Từ|Đã gửi|Đến|Cc|Chủ đề",
}
# The line, From, Subject, Date, To.
APPLE = {
    "Croatian": "Započni proslijeđenu poruku:|Šalje|Predmet|Datum|Prima",
    "Czech": "Začátek přeposílané zprávy:|Od|Předmět|Datum|Komu",
    "Danish": "Start på videresendt besked:|Fra|Emne|Dato|Til",
    "Dutch": "Begin doorgestuurd bericht:|Van|Onderwerp|Datum|Aan",
    "English": "Begin forwarded message:|From|Subject|Date|To",
    "Finnish": "Välitetty viesti alkaa:|Lähettäjä|Aihe|Päivämäärä|Vastaanottaja",
    "French": "Début du message réexpédié :|De|Objet|Date|À",
    "French, iOS": "Début du message transféré :|De|Objet|Date|À",
    "German": "Anfang der weitergeleiteten Nachricht:|Von|Betreff|Datum|An",
    "Greek": "Αρχή προωθημένου μηνύματος:|Από|Θέμα|Ημερομηνία|Προς",
    "Hungarian": "Továbbított levél kezdete:|Feladó|Tárgy|Dátum|Címzett",
    "Italian": "Inizio messaggio inoltrato:|Da|Oggetto|Data|A",
    "Japanese": "転送されたメッセージ:|差出人|件名|日付|宛先",
    "Korean": "전달된 메시지:|보낸 사람|제목|날짜|받는 사람",
    "Norwegian": "Videresendt melding:|Fra|Emne|Dato|Til",
    "Polish": "Początek przekazywanej wiadomości:|Od|Temat|Data|Do",
    "Portuguese": "Início da mensagem reencaminhada:|De|Assunto|Data|Para",
    "Portuguese, Brazil": "Início da mensagem encaminhada:|De|Assunto|Data|Para",
    "Romanian": "Începe mesajul redirecționat:|Expeditorul|Subiectul|Dată|Destinatarul",
    "Russian": "Начало переадресованного сообщения:|Отправитель|Тема|Дата|Кому",
    "Slovak": "Začiatok preposlanej správy:|Od|Predmet|Dátum|Pre",
    "Spanish": "Inicio del mensaje reenviado:|De|Asunto|Fecha|Para",
    "Swedish": "Vidarebefordrat brev:|Från|Ämne|Datum|Till",
    "Turkish": "İleti başlangıcı:|Kimden|Konu|Tarih|Kime",
    "Ukrainian": "Початок листа, що пересилається:|Від кого|Тема|Дата|Кому",
    "Chinese, simplified": "下面是被转发的邮件：|发件人|主题|日期|收件人",
    "Chinese, traditional": "開始轉寄郵件：|寄件人|主旨|日期|收件人",
}
# The words, Subject, Date, From, To.
THUNDERBIRD = {
    "Czech": "Přeposlaná zpráva|Předmět|Datum|Od|Komu",
    "Danish": "Videresendt meddelelse|Emne|Dato|Fra|Til",
    "Dutch": "Doorgestuurd bericht|Onderwerp|Datum|Van|Aan",
    "English": "Forwarded Message|Subject|Date|From|To",
    "Finnish": "Välitetty viesti / Fwd.Msg|Aihe|Päiväys|Lähettäjä|Vastaanottaja",
    "French": "Message transféré|Sujet |Date |De |Pour ",
    "German": "Weitergeleitete Nachricht|Betreff|Datum|Von|An",
    "Hungarian": "Továbbított üzenet|Tárgy|Dátum|Feladó|Címzett",
    "Italian": "Messaggio Inoltrato|Oggetto|Data|Mittente|A",
    "Norwegian": "Videresendt melding|Emne|Dato|Fra|Til",
    "Polish": "Treść przekazanej wiadomości|Temat|Data|Nadawca|Adresat",
    "Portuguese": "Mensagem reencaminhada|Assunto|Data|De|Para",
    "Russian": "Перенаправленное сообщение|Тема|Дата|От|Кому",
    "Slovak": "Preposlaná správa --- Forwarded Message|Predmet|Dátum|Od|Pre",
    "Spanish": "Mensaje reenviado|Asunto|Fecha|De|Para",
    "Swedish": "Vidarebefordrat meddelande|Ämne|Datum|Från|Till",
    "Turkish": "İletilen İleti|Konu|Tarih|Kimden|Kime",
    "Ukrainian": "Переслане повідомлення|Тема|Дата|Від|Кому",
}
# The words, From, To, Cc, Sent, Subject, all on one line.
YAHOO = {
    "Czech": "Přeposlaná zpráva|Od:|Komu:|Kopie:|Datum:|Předmět:",
    "Danish": "Videresendt meddelelse|Fra:|Til:|Cc:|Sendt:|Emne:",
    "Dutch": "Doorgestuurd bericht|Van:|Aan:|Cc:|Verzonden:|Onderwerp:",
    "English": "Forwarded Message|From:|To:|Cc:|Sent:|Subject:",
    "Finnish": "Edelleenlähetetty viesti|Lähettäjä:|Vastaanottaja:|Kopio:|Lähetetty:|Aihe:",
    "French": "Message transmis|De :|À :|Cc :|Envoyé :|Objet :",
    "German": "Weitergeleitete Nachricht|Von:|An:|CC:|Gesendet:|Betreff:",
    "Hungarian": "Továbbított üzenet|Feladó:|Címzett:|Másolat:|Elküldve:|Tárgy:",
    "Italian": "Messaggio inoltrato|Da:|A:|Cc:|Inviato:|Oggetto:",
    "Polish": "Przekazana wiadomość|Od:|Do:|Dw|Wysłano:|Temat:",
    "Portuguese": "Mensagem reencaminhada|De:|Para:|Cc:|Enviado:|Assunto",
    "Romanian": "Mesaj redirecționat|De la:|Către:|Cc:|Trimis:|Subiect:",
    "Russian": "Пересылаемое сообщение|От:|Кому:|Копия:|Отправлено:|Тема:",
    "Spanish": "Mensaje reenviado|De:|Para:|CC:|Enviado:|Asunto:",
    "Swedish": "Vidarebefordrat meddelande|Från:|Till:|Kopia:|Skickat:|Ämne:",
    "Turkish": "İletilmiş Mesaj|Kimden:|Kime:|Cc:|Gönderilen:|Konu:",
    "Ukrainian": "Перенаправлене повідомлення|Від:|Кому:|Копія:|Відправлено:|Тема:",
}
# Gmail translates the first label alone.
GMAIL = {
    "Croatian": "Šalje", "Czech": "Od", "Danish": "Fra", "Dutch": "Van", "English": "From", "Estonian": "Saatja",
    "Finnish": "Lähettäjä", "French": "De", "German": "Von", "Hungarian": "Feladó", "Italian": "Da",
    "Romanian": "De la", "Russian": "От", "Swedish": "Från", "Turkish": "Gönderen", "Ukrainian": "Від",
    "Japanese": "差出人", "Korean": "보낸사람", "Chinese, simplified": "发件人", "Vietnamese": "Từ",
}  # fmt: skip
# Attributions, which Outlook for Mac 2019 writes above a forwarded mail too, and then indents the text.
OUTLOOK_MAC = {
    "Czech": 'Dne 28.10.2021 12:46, "Anna Bauer" <anna.bauer@firma.example> napsal(a):',
    "Danish": 'Den 28.10.2021 12.46 skrev "Anna Bauer" <anna.bauer@firma.example>:',
    "Dutch": "Op 28-10-2021 12:46 heeft Anna Bauer <anna.bauer@firma.example> geschreven:",
    "English": 'On 28/10/2021, 12:46, "Anna Bauer" <anna.bauer@firma.example> wrote:',
    "Finnish": "Anna Bauer <anna.bauer@firma.example> kirjoitti 28.10.2021 kello 12.46:",
    "French": "Le 28/10/2021 12:46, « Anna Bauer » <anna.bauer@firma.example> a écrit :",
    "German": 'Am 28.10.21, 12:46 schrieb "Anna Bauer" <anna.bauer@firma.example>:',
    "Hungarian": "2021. 10. 28. 12:46 időpontban Anna Bauer (<anna.bauer@firma.example>) ezt írta:",
    "Italian": 'Il giorno 28/10/21, 12:46 "Anna Bauer" <anna.bauer@firma.example> ha scritto:',
    "Norwegian": "Anna Bauer <anna.bauer@firma.example> skrev følgende den 28.10.2021 12:46:",
    "Polish": "Dnia 28/10/2021, 12:46 użytkownik „Anna Bauer” <anna.bauer@firma.example> napisał:",
    "Portuguese": 'Em 28/10/2021, 12:46, "Anna Bauer" <anna.bauer@firma.example> escreveu:',
    "Russian": '28.10.2021, 12:46 пользователь "Anna Bauer" <anna.bauer@firma.example> написал:',
    "Slovak": "28/10/2021 12:46 používateľ Anna Bauer (<anna.bauer@firma.example>) napísal:",
    "Spanish": 'El 28/10/21 12:46, "Anna Bauer" <anna.bauer@firma.example> escribió:',
    "Swedish": 'Den 2021-10-28 12:46 skrev "Anna Bauer" <anna.bauer@firma.example> följande:',
    "Turkish": '"Anna Bauer" <anna.bauer@firma.example>, 28.10.2021 12:46 tarihinde şunu yazdı:',
}


def translated() -> Iterator[tuple[str, str]]:
    """Every program and language, and what it writes above TEXT."""
    for language, row in OUTLOOK.items():
        from_, sent, to, cc, subject = row.split("|")
        block = f"{from_}: {ANNA}\n{sent}: 28.10.2021 12:46\n{to}: {TO}\n{cc}: office@school.example\n"
        yield f"Outlook, {language}", f"{block}{subject}: {SUBJECT}\n"
    for language, row in APPLE.items():
        line, from_, subject, date, to = row.split("|")
        block = f"{from_}: {ANNA}\n{subject}: {SUBJECT}\n{date}: 28.10.2021 12:46 CEST\n{to}: {TO}\n"
        yield f"Apple Mail, {language}", f"{line}\n\n{block}"
    for language, row in THUNDERBIRD.items():
        words, subject, date, from_, to = row.split("|")
        block = f"{subject}: \t{SUBJECT}\n{date}: \tThu, 28 Oct 2021 12:46:00 +0200\n{from_}: \t{ANNA}\n{to}: \t{TO}\n"
        yield f"Thunderbird, {language}", f"-------- {words} --------\n{block}\n"
    for language, row in YAHOO.items():
        words, from_, to, cc, sent, subject = row.split("|")
        block = f'{from_} {ANNA}{to} "{TO}" <ben@school.example>{cc} Office <office@school.example>'
        yield f"Yahoo, {language}", f"  ----- {words} ----- {block}{sent} 28.10.2021, 12:46:50 CET{subject} {SUBJECT}\n"
    for language, from_ in GMAIL.items():
        block = f"{from_}: {ANNA}\nDate: Thu, 28 Oct 2021 at 12:46\nSubject: {SUBJECT}\nTo: {TO}\n"
        yield f"Gmail, {language}", f"---------- Forwarded message ---------\n{block}\n"
    for language, line in OUTLOOK_MAC.items():
        yield f"Outlook for Mac, {language}", f"{line}\n"
