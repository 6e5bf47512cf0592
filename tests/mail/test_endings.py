"""What programs, firms, lists and gateways add to a letter is left out, in their languages; what people write stays."""

from __future__ import annotations

import pytest

from mailtick.mail.reply import new_text

DEVICES = """
Sent from my iPhone
Sent from my iPad.
[Sent from my iPad]
Sent from my Verizon, Samsung Galaxy smartphone
Sent from my Verizon Wireless 4G LTE smartphone
Sent from my BlackBerry® wireless device
Sent from my iPhone, please excuse typos
Sent from Mail for Windows 10
Sent from Outlook for Android <https://aka.ms/x>
Sent from Yahoo Mail on Android
Sent with Proton Mail secure email.
Sent via the Samsung Galaxy S21, an AT&T 5G smartphone
Sent from the all new AOL app for iOS
Get Outlook for iOS<https://aka.ms/o0ukef>
Von meinem iPhone gesendet
Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.
Gesendet von Mail für Windows
Gesendet mit der GMX Mail App
Envoyé de mon iPhone
Envoyé depuis mon mobile Orange
Téléchargez Outlook pour iOS
Enviado desde mi iPhone
Enviado do meu iPhone
Enviado a partir do Outlook
Inviato da iPhone
Inviato da Libero Mail per Android
Verstuurd vanaf mijn iPhone
Verzonden vanuit Outlook voor iOS
Skickat från min iPhone
Sendt fra min iPhone
Sendt fra Outlook for iOS
Lähetetty iPhonesta
Wysłane z iPhone'a
Wysłano z telefonu Samsung
Odesláno z iPhonu
Odoslané z iPhonu
Отправлено с iPhone
Отправлено из мобильной Почты Mail.ru
Надіслано з iPhone
Изпратено от моя iPhone
iPhone'umdan gönderildi
Küldve iPhone-omról
Trimis de pe iPhone-ul meu
Στάλθηκε από το iPhone μου
Enviat des del meu iPhone
Poslano s iPhonea
Được gửi từ iPhone của tôi
Dikirim dari iPhone saya
发自我的iPhone
從我的iPhone傳送
iPhoneから送信
나의 iPhone에서 보냄
נשלח מה-iPhone שלי
تم الإرسال من iPhone
ส่งจาก iPhone ของฉัน
"""
CLOSINGS = """
Kind regards
Best wishes
Yours faithfully
Many thanks
Mit freundlichen Grüßen
Mit freundlichen Gruessen
Viele Grüße aus Kiel
Bien cordialement
Meilleures salutations
Un saludo
Saludos cordiales
Cordiali saluti
Distinti saluti
Met vriendelijke groet
Atenciosamente
Com os melhores cumprimentos
Pozdrawiam
Z poważaniem
Med vänliga hälsningar
Med venlig hilsen
Vennlig hilsen
Ystävällisin terveisin
S pozdravem
S pozdravom
С уважением
З повагою
此致
よろしくお願いいたします
감사합니다
Saygılarımla
Üdvözlettel
Cu stimă
Με εκτίμηση
Salutacions cordials
Srdačan pozdrav
Lep pozdrav
Поздрави
Parimate soovidega
Ar cieņu
Pagarbiai
Trân trọng
Salam hangat
בברכה
مع أطيب التحيات
ขอแสดงความนับถือ
"""
FOOTERS = {
    "Mailman": "_______________________________________________\nTeachers mailing list\nteachers@lists.example\n"
    "https://lists.example/mailman/listinfo/teachers",
    "Google Groups": "-- \nYou received this message because you are subscribed to the Google Groups"
    ' "Teachers" group.\nTo unsubscribe from this group and stop receiving emails from it, send one to a@b.example.',
    "Listserv": "########################################################################\n\n"
    "To unsubscribe from the TEACHERS list, click the following link:\nhttp://lists.example/x",
    "Avast": "-- \nThis email has been checked for viruses by Avast antivirus software.\nwww.avast.com",
    "Avast in German": "---\nDiese E-Mail wurde von Avast Antivirus-Software auf Viren geprüft.\nwww.avast.com",
    "Avast of today": "Virus-free.www.avast.com <https://www.avast.com>",
    "AVG": "-----\nNo virus found in this message.\nChecked by AVG - www.avg.com",
    "legal, German": "Diese E-Mail enthält vertrauliche Informationen. Bitte löschen Sie sie.",
    "legal, French": "Ce message est confidentiel et réservé à son destinataire.",
    "legal, Spanish": "Este mensaje es confidencial y va dirigido a su destinatario.",
    "legal, Italian": "Questo messaggio è riservato al destinatario.",
    "legal, Dutch": "Dit bericht is vertrouwelijk en alleen bestemd voor de geadresseerde.",
    "legal, Polish": "Niniejsza wiadomość jest poufna i przeznaczona dla adresata.",
    "legal, Chinese": "本邮件及其附件含有保密信息。",
}


def lines_of(table: str) -> list[str]:
    return table.strip().split("\n")


@pytest.mark.parametrize("line", lines_of(DEVICES))
def test_the_line_of_a_device_is_left_out(line: str) -> None:
    assert new_text(f"It works again.\n\n{line}\n") == "It works again."


@pytest.mark.parametrize("line", lines_of(CLOSINGS))
def test_a_closing_goes_with_the_name_under_it_and_stays_without(line: str) -> None:
    assert new_text(f"It works again.\n\n{line},\nClaire Brown\nTel. 01632 960001\n") == "It works again."
    assert new_text(f"It works again.\n\n{line}") == f"It works again.\n\n{line}"


@pytest.mark.parametrize("footer", FOOTERS.values(), ids=FOOTERS.keys())
def test_a_footer_is_left_out(footer: str) -> None:
    assert new_text(f"It works again.\n\n{footer}\n") == "It works again."


@pytest.mark.parametrize(
    "text",
    [
        "Please look.\n\nSent from my desk, it is much easier than from the telephone.",
        "The parcel was\nsent from my old address last week",
        "Which size?\n\nBest\n\nI think you know better which one we need.",
        "All good.\n\nThanks\nI come at five.",
        "Thanks",
        "This is confidential",
        "The list should be for the group.\n\nPlease unsubscribe Anna from it.",
        "The virus is back on the computer in room 4.",
    ],
)
def test_what_a_person_wrote_at_the_end_stays(text: str) -> None:
    assert new_text(text) == text


def test_a_postscript_under_the_signature_stays() -> None:
    text = "It works again.\n\nKind regards\nClaire\n\nP.S. The key is in the office."
    assert new_text(text) == "It works again.\n\nP.S. The key is in the office."


def test_a_drawn_line_at_the_end_is_left_out() -> None:
    assert new_text("It works again.\n\n====\n") == "It works again."
