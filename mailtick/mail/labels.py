"""The labels of the headers that mail programs write into a text, in their languages."""

from __future__ import annotations

from collections.abc import Mapping

from mailtick.mail.phrases import any_of

# Each label by its English field.
LABELS: Mapping[str, str] = {
    label: field
    for field, labels in {
        "from": """
            from | von | de | da | van | från | fra | frá | lähettäjä | od | от | от кого | від | від кого
            kimden | gönderen | feladó | expéditeur | de la | nadawca | odesílatel | pošiljatelj | 发件人 | 寄件者
            寄件人 | 差出人 | 送信者 | 보낸 사람 | 보낸사람 | από | מאת | من | remitente | mittente | afzender
            avsändare | afsender | avsender | saatja | expeditor | 发送人 | sender | absender | отправитель | 送信元
            šalje | pošiljatel
        """,
        "date": """
            date | sent | message du | dnia | sent at | gesendet | gesendet am | datum | envoyé | envoyé le | enviado
            enviada
            enviado el | enviada em | enviado em | fecha | data | inviato | verzonden | skickat | sendt | dato
            lähetetty | päivämäärä | päiväys | wysłano | wysłane | odesláno | odoslané | poslano | дата
            отправлено | надіслано | gönderilme tarihi | gönderildi | tarih | elküldve | dátum | küldve | trimis
            dată | 发送时间 | 发送日期 | 日期 | 時間 | 寄件日期 | 送信日時 | 日付 | 보낸 날짜 | 날짜 | ημερομηνία
            εστάλη | תאריך | נשלח
            التاريخ | received | date d'envoi | data invio | отправлена | послано | envoyée
        """,
        "to": """
            to | an | 送信先 | à | a | para | aan | till | til | vastaanottaja | do | komu | pro | кому | до кого | до
            kime | alıcı | címzett | către | per | 收件人 | 收件者 | 宛先 | 받는 사람 | 받는사람 | προς | אל | إلى
            destinataire | destinatario | destinatário | empfänger | za | ke | prima
        """,
        "cc": """
            cc | kopie | kopia | kopi | kópia | copie | copia | cópia | копия | копія | bilgi | másolatot kap
            másolat | 抄送 | 副本 | 참조 | κοιν | kopio | dw | udw | bcc | cco | blindkopie | cci | ccn
        """,
        "subject": """
            subject | betreff | title | objet | sujet | asunto | assunto | oggetto | onderwerp | ämne | emne | aihe
            temat | předmět | predmet | тема | конu | konu | tárgy | subiect | 主题 | 主題 | 主旨 | 件名 | 제목 | θέμα
            נושא | الموضوع | teema | efni | zadeva | naslov | hal | chủ đề
        """,
        "reply-to": """
            reply-to | reply to | antwort an | répondre à | responder a | responder para | antwoord aan
            rispondi a | svar till | svar til | отговор до | ответить | odpovědět | yanıt | 回复 | 返信先 | vastaus
        """,
        "other": """
            importance | priority | wichtigkeit | priorität | attachments | anlagen | pièces jointes
            organization | date sent | mailed-by | signed-by | message-id | resent-from | resent-to
        """,
    }.items()
    for label in any_of(labels).split("|")
}
