"""The labels of the headers that mail programs write into a text, by language.

Every row holds what Outlook, Gmail, Apple Mail, Thunderbird, Yahoo and the webmails of that country write. Labels are
written as the programs write them, for some are told from words of a text by their capital. A new language is a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from unicodedata import combining, normalize

FIELDS = ("from", "date", "to", "cc", "subject", "reply-to")

# From; Date or Sent; To; Cc and Bcc; Subject; Reply-To.
_LANGUAGES: Mapping[str, str] = {
    "English": "From, Sender; Date, Sent, Sent at, Sent on, Date Sent; To, Recipient, Recipients;"
    " Cc, Bcc, Copy; Subject, Subj, Title; Reply-To, Reply to, Reply",
    "German": "Von, Absender; Datum, Gesendet, Gesendet am, Gesendet um, Am, Empfangen; An, Empfänger;"
    " Kopie, Kopie (CC), Blindkopie, Kopie an, CC an; Betreff, Betr, Thema; Antwort an, Antworten an, Antwort-An",
    "French": "De, Expéditeur, Envoyé par; Date, Envoyé, Envoyée, Envoyé le, Date d'envoi, Date d’envoi,"
    " Message du; À, A, Pour, Destinataire, Destinataires; Copie, Copie à, Copie cachée, Cci; Objet, Sujet;"
    " Répondre à, Réponse à",
    "Spanish": "De, Remitente, Desde; Fecha, Enviado, Enviado el, Enviada, Enviado en, Fecha de envío;"
    " Para, A, Destinatario, Destinatarios; Copia, Cco, Con copia; Asunto, Tema; Responder a, Responder para",
    "Italian": "Da, Mittente; Data, Inviato, Inviata, Data invio, Data di invio; A, Per, Destinatario, Destinatari;"
    " Copia, Ccn, Copia conoscenza; Oggetto, Ogg; Rispondi a, Rispondi",
    "Dutch": "Van, Afzender; Datum, Verzonden, Verstuurd, Verzonden op, Verzonden om; Aan, Ontvanger;"
    " Kopie, Kopie aan, Bcc; Onderwerp, Betreft; Antwoord aan, Beantwoorden aan",
    "Portuguese": "De, Remetente; Data, Enviado, Enviada, Enviado em, Enviada em, Enviado a, Data de envio;"
    " Para, Destinatário; Cópia, Cco, Com cópia; Assunto; Responder a, Responder para",
    "Polish": "Od, Nadawca; Data, Wysłano, Wysłane, Data wysłania, Dnia; Do, Adresat, Odbiorca;"
    " Dw, Udw, Kopia, Do wiadomości; Temat; Odpowiedź-do, Odpowiedz do",
    "Swedish": "Från, Avsändare; Datum, Skickat, Skickades, Sänt; Till, Mottagare; Kopia, Hemlig kopia; Ämne;"
    " Svara till, Svar till",
    "Danish": "Fra, Afsender; Dato, Sendt; Til, Modtager; Kopi, Kopi til; Emne; Svar til, Besvar til",
    "Norwegian": "Fra, Avsender; Dato, Sendt; Til, Mottaker; Kopi, Kopi til, Blindkopi; Emne; Svar til",
    "Finnish": "Lähettäjä; Päivämäärä, Päiväys, Lähetetty, Pvm; Vastaanottaja, Vastaanottajat; Kopio, Piilokopio;"
    " Aihe, Otsikko; Vastaus, Vastausosoite",
    "Icelandic": "Frá, Sendandi; Dagsetning, Sent; Til; Afrit; Efni; Svara til",
    "Czech": "Od, Odesílatel, Odesilatel; Datum, Odesláno, Posláno; Komu, Pro, Adresát; Kopie, Skrytá kopie;"
    " Předmět, Věc; Odpověď na, Odpovědět na, Odpovědět",
    "Slovak": "Od, Odosielateľ; Dátum, Odoslané, Poslané, Odoslaná; Komu, Pre, Adresát; Kópia, Skrytá kópia;"
    " Predmet, Vec; Odpovedať-Pre, Odpovedať",
    "Hungarian": "Feladó, Küldő, Felado; Dátum, Elküldve, Küldve, Küldés ideje; Címzett, Címzettek;"
    " Másolat, Másolatot kap, Titkos másolat; Tárgy; Válaszcím, Válasz",
    "Romanian": "De la, Expeditor, Expeditorul; Dată, Data, Trimis, Trimisă, Expediat; Către, Catre, Destinatar,"
    " Destinatarul; Copie; Subiect, Subiectul; Răspuns către, Răspunde la",
    "Croatian": "Šalje, Pošiljatelj; Datum, Poslano; Prima, Za, Primatelj; Kopija; Naslov, Predmet;"
    " Odgovori na, Odgovor na",
    "Serbian": "Pošiljalac, Шаље, Пошиљалац; Датум, Послато, Poslato; Прима, За, Примаоц; Копија;"
    " Тема, Предмет, Naslov; Одговор на",
    "Slovenian": "Pošiljatelj, Od, Pošilja; Datum, Poslano; Za, Prejemnik, Komu; Kopija, Kp, Skp; Zadeva;"
    " Odgovori na, Odgovor za",
    "Estonian": "Saatja, Kellelt; Kuupäev, Saadetud, Saatmisaeg; Saaja, Adressaat, Kellele, Adressaadid;"
    " Koopia; Teema, Pealkiri; Vastus, Vastata",
    "Latvian": "No, Sūtītājs, Nosūtītājs; Datums, Nosūtīts, Sūtīts; Kam, Adresāts, Saņēmējs; Kopija;"
    " Temats, Tēma, Tēmats; Atbildēt, Atbilde",
    "Lithuanian": "Nuo, Siuntėjas; Data, Išsiųsta, Siųsta, Išsiuntimo data; Kam, Gavėjas, Iki; Kopija;"
    " Tema, Antraštė; Atsakyti",
    "Russian": "От, От кого, Отправитель; Дата, Отправлено, Отправлена, Послано, Дата отправки;"
    " Кому, Получатель, Для; Копия, Скрытая копия; Тема; Ответ-Кому, Ответить, Кому ответить, Обратный адрес",
    "Ukrainian": "Від, Від кого, Відправник; Дата, Надіслано, Відправлено; Кому, До, До кого, Одержувач;"
    " Копія, Прихована копія; Тема; Кому відповісти, Відповісти",
    "Bulgarian": "От, Подател, Изпращач; Дата, Изпратено, Изпратен на; До, Получател, Кому; Копие, Як;"
    " Относно, Тема; Отговор до, Отговор на",
    "Greek": "Από, Απο, Αποστολέας; Ημερομηνία, Εστάλη, Στάλθηκε, Ημ/νία; Προς, Παραλήπτης;"
    " Κοιν, Κοινοποίηση; Θέμα; Απάντηση σε, Απάντηση προς",
    "Turkish": "Kimden, Gönderen; Tarih, Gönderildi, Gönderilen, Gönderme Tarihi, Gönderilme Tarihi, Gönderim;"
    " Kime, Alıcı; Bilgi, Gizli; Konu; Yanıt Adresi, Yanıtla, Yanıt",
    "Hebrew": "מאת, מ; תאריך, נשלח, בתאריך; אל, ל; עותק, העתק; נושא, הנדון; השב אל, השב ל",
    "Arabic": "من, المرسل; التاريخ, تاريخ, تم الإرسال, أرسلت, المرسلة, الإرسال; إلى, الى; نسخة, نسخة إلى;"
    " الموضوع, موضوع; الرد على, الرد إلى",
    "Persian": "از, فرستنده; تاریخ; به; رونوشت; موضوع; پاسخ به",
    "Chinese, simplified": "发件人, 发送人, 发信人, 寄件人, 来自; 发送时间, 发送日期, 日期, 时间, 发件时间;"
    " 收件人, 收信人, 至; 抄送, 抄送人, 密送; 主题, 标题; 回复, 答复, 回复至",
    "Chinese, traditional": "寄件者, 寄件人, 發件人, 從, 來自; 寄件日期, 傳送日期, 日期, 時間, 已傳送, 傳送時間,"
    " 寄件時間, 發送時間; 收件者, 收件人, 至; 副本, 密件副本; 主旨, 主題, 標題; 回覆, 回覆至, 回信地址",
    "Japanese": "差出人, 送信者, 送信元, 発信者, From; 日付, 日時, 送信日時, 送信日; 宛先, 送信先,"
    " 受信者, To; 写し, 同報; 件名, 題名, タイトル; 返信先",
    "Korean": "보낸 사람, 보낸사람, 보낸이, 발신, 발신자, 발신인; 날짜, 보낸 날짜, 보낸날짜, 보낸 시간, 일시, 발신일시,"
    " 받은날짜; 받는 사람, 받는사람, 받는이, 수신, 수신자, 수신인; 참조, 숨은 참조; 제목; 회신, 답장 받는 사람",
    "Vietnamese": "Từ, Người gửi; Ngày, Đã gửi, Gửi, Vào lúc, Thời gian; Đến, Tới, Người nhận, Gửi đến, Cho; Đồng gửi;"
    " Chủ đề, Tiêu đề; Trả lời",
    "Indonesian": "Dari, Pengirim; Tanggal, Dikirim, Terkirim; Kepada, Ke, Untuk, Penerima; Salinan, Tembusan;"
    " Perihal, Subjek, Judul, Hal; Balas ke",
    "Thai": "จาก; วันที่, ส่งเมื่อ, ส่ง; ถึง; สำเนา, สำเนาถึง; เรื่อง, หัวเรื่อง, หัวข้อ; ตอบกลับ",
    "Catalan": "De, Remitent; Data, Enviat, Enviat el; Per a, A, Destinatari; Còpia; Assumpte, Tema; Respon a",
}

# Lines that stand among the headers and that nobody asks for.
_OTHERS = """
    Importance, Priority, Wichtigkeit, Priorität, Attachments, Attachment, Anlagen, Anlage, Pièces jointes, Anhänge,
    Organization, Mailed-By, Signed-By, Security, Message-ID, Message-Id, Resent-From, Resent-To, Sensitivity, Flag,
    Categories, Sent by, Gesendet von, Vertraulichkeit, Datos adjuntos, Archivos adjuntos, Importancia, Allegati,
    Bijlagen, Urgentie, Anexos, Prioridade, Importância, Załączniki, Ważność, Bifogade filer, Prioritet, Vedhæftede
    filer, Vedlegg, Liitteet, Přílohy, Důležitost, Prílohy, Mellékletek, Fontosság, Вложения, Важность, Вкладення,
    Ekler, Önem, 附件, 重要性, 添付ファイル, 重要度, 첨부 파일, 첨부파일, User-Agent, X-Mailer, Newsgroups, Followup-To,
    Reply to all, Privileges, Accompagnement, Inviato da, Priorité, Verzonden door, Enviado por, Skickat av, Categorie
"""
# How the headers begin that no mail program shows: their presence means that a whole source was pasted.
RAW_PREFIXES = (
    *("return-path:", "received:", "mime-version:", "content-", "dkim-", "arc-", "x-", "list-", "thread-", "status:"),
    *("references:", "in-reply-to:", "delivered-to:", "authentication-results:", "precedence:", "envelope-to:"),
)


def _labels() -> Iterator[tuple[str, str]]:
    for row in _LANGUAGES.values():
        for field, labels in zip(FIELDS, row.split(";"), strict=True):
            yield from ((" ".join(label.split()), field) for label in labels.split(","))
    yield from ((" ".join(label.split()), "other") for label in _OTHERS.split(","))


# As the programs write them; where two languages disagree, the first row holds.
WRITTEN_LABELS: Mapping[str, str] = dict(reversed([*_labels()]))


def _folded(label: str) -> str:
    """Without accents, which some programs and conversions lose."""
    return "".join(each for each in normalize("NFKD", label.lower()) if not combining(each))


# The same by their lower-case form, with and without accents.
LABELS: Mapping[str, str] = {
    **{_folded(label): field for label, field in WRITTEN_LABELS.items()},
    **{label.lower(): field for label, field in WRITTEN_LABELS.items()},
}
