"""How further mail programs and webmails forward, each in the layout that it alone has.

What stands between the comment and the forwarded text, and, for some, what stands under it. The sender is always
Anna Bauer <anna.bauer@firma.example>.
"""

from __future__ import annotations

LAYOUTS = {
    "Outlook, plain text": """-----Original Message-----
From: Anna Bauer [mailto:anna.bauer@firma.example]
Sent: Thursday, October 28, 2021 12:46 PM
To: Ben Marsh; 'Sandra Kemp'
Cc: office@school.example; Head, The <head@school.example>;
 Caretaker
Subject: Toner for room 12
""",
    "Outlook, bold labels": """*From:* Anna Bauer <anna.bauer@firma.example>
*Sent:* Thursday, October 28, 2021 12:46 PM
*To:* Ben Marsh <ben.marsh@school.example>
*Subject:* Toner for room 12
""",
    "Outlook, bold labels with the colon outside": """**From**: Anna Bauer <anna.bauer@firma.example>
**Sent**: Thursday, October 28, 2021 12:46 PM
**To**: Ben Marsh <ben.marsh@school.example>
**Subject**: Toner for room 12
""",
    "Outlook on the web": """________________________________
From: Anna Bauer <anna.bauer@firma.example>
Sent: Thursday, October 28, 2021 12:46
To: Ben Marsh <ben.marsh@school.example>
Subject: Toner for room 12
""",
    "Outlook on the web, for somebody else": """________________________________________
From: Anna Bauer <anna.bauer@firma.example> on behalf of Sales <sales@firma.example>
Sent: Thursday, October 28, 2021 12:46
To: Ben Marsh
Subject: Toner for room 12
""",
    "Outlook with links": """________________________________
From: Anna Bauer<mailto:anna.bauer@firma.example> <anna.bauer@firma.example<mailto:anna.bauer@firma.example>>
Sent: 28 October 2021 12:46
To: Ben Marsh<mailto:ben.marsh@school.example>
Subject: Toner for room 12
""",
    "Outlook for iOS": """________________________________
From: Anna Bauer <anna.bauer@firma.example>
Sent: Thursday, October 28, 2021 12:46:12 PM
To: Ben Marsh <ben.marsh@school.example>
Subject: Toner for room 12
""",
    "Outlook with its importance": """From: Anna Bauer <anna.bauer@firma.example>
Sent: 28 October 2021 12:46
To: Ben Marsh <ben.marsh@school.example>
Subject: Toner for room 12
Importance: High
""",
    "Outlook in French, blank before the colon": """De : Anna Bauer <anna.bauer@firma.example>
Envoyé : jeudi 28 octobre 2021 12:46
À : Ben Marsh <ben.marsh@school.example>
Objet : Toner for room 12
""",
    "New Outlook": """From: Anna Bauer <anna.bauer@firma.example>
Date: Thursday, 28 October 2021 at 12:46
To: Ben Marsh <ben.marsh@school.example>, Sandra <sandra@school.example>
Subject: Toner for room 12""",
    "Windows Live Mail": """From: Anna Bauer
<anna.bauer@firma.example>
Sent: Thursday, October 28, 2021 12:46 PM
To: mailto:ben.marsh@school.example
Subject: Toner for room 12
""",
    "Outlook Express": """----- Original Message -----
From: "Anna Bauer" <anna.bauer@firma.example>
To: <ben.marsh@school.example>
Sent: Thursday, October 28, 2021 12:46 PM
Subject: Toner for room 12
""",
    "Hotmail": """----Original Message Follows----
From: Anna Bauer <anna.bauer@firma.example>
To: ben.marsh@school.example
Subject: Toner for room 12
Date: Thu, 28 Oct 2021 12:46:00 +0200
""",
    "Gmail, wrapped": """---------- Forwarded message ----------
From: Anna Bauer
<anna.bauer@firma.example>
Date: Thu, Oct 28, 2021 at 12:46 PM
Subject: Toner for
room 12
To: Ben Marsh <ben.marsh@school.example>,
Sandra Kemp <sandra@school.example>
Cc: Office
<office@school.example>
""",
    "Gmail, bold sender": """---------- Forwarded message ---------
From: *Anna Bauer* <anna.bauer@firma.example>
Date: Thu, Oct 28, 2021 at 12:46 PM
Subject: Toner for room 12
To: <ben.marsh@school.example>
""",
    "Inbox by Gmail in Spanish": """---------- Forwarded message ---------
De: Anna Bauer <anna.bauer@firma.example>
Date: jue., 28 oct. 2021 12:46
Subject: Toner for room 12
To: <ben.marsh@school.example>
""",
    "Apple Mail, quoted": """> Begin forwarded message:
>
> From: Anna Bauer <anna.bauer@firma.example>
> Subject: Toner for room 12
> Date: 28 October 2021 at 12:46:00 CEST
> To: Ben Marsh <ben.marsh@school.example>
> Reply-To: Anna Bauer <anna.bauer@firma.example>
""",
    "Apple Mail, bold": """Begin forwarded message:

*From: *Anna Bauer <anna.bauer@firma.example>
*Date: *28 October 2021 12:46:00 CEST
*To: *Ben Marsh <ben.marsh@school.example>
*Subject: **Toner for room 12*
""",
    "AOL": """-----Original Message-----
From: Anna Bauer <anna.bauer@firma.example>
To: ben.marsh <ben.marsh@school.example>
Sent: Thu, Oct 28, 2021 12:46 pm
Subject: Toner for room 12
""",
    "AOL, version 9": """Forwarded Message:
Subj:\tToner for room 12
Date:\t10/28/2021 12:46:00 PM Central Europe Daylight Time
From:\tAnna Bauer <anna.bauer@firma.example>
To:\tben.marsh@school.example
""",
    "HCL Notes": """----- Forwarded by Ben Marsh/School on 28.10.2021 13:01 -----

From:        Anna Bauer <anna.bauer@firma.example>
To:        Ben Marsh/School@School,
Cc:        Office/School@School
Date:        28.10.2021 12:46
Subject:        Toner for room 12
Sent by:        Reception
""",
    "HCL Notes in German": """----- Weitergeleitet von Ben Marsh/School am 28.10.2021 13:01 -----

Von:\tAnna Bauer <anna.bauer@firma.example>
An:\tBen Marsh/School@School
Datum:\t28.10.2021 12:46
Betreff:\tToner for room 12
""",
    "Lotus Notes 5": """----- Forwarded by Ben Marsh/School on 28.10.2021 13:01 -----

                    Anna Bauer
                    <anna.bauer@firma.        To:     Ben Marsh/School@School
                    example>                  cc:
                    28.10.2021 12:46          Subject:     Toner for room 12

""",
    "Lotus Notes 7": """----- Forwarded by Ben Marsh/School on 28.10.2021 13:01 -----

Anna Bauer <anna.bauer@firma.example>
28.10.2021 12:46

To
Ben Marsh/School@School
cc

Subject
Toner for room 12

""",
    "ProtonMail": """------- Forwarded Message -------
From: Anna Bauer <anna.bauer@firma.example>
Date: On Thursday, October 28th, 2021 at 12:46
Subject: Toner for room 12
To: Ben Marsh <ben.marsh@school.example>
""",
    "Tutanota": """---
Date: Oct 28, 2021, 12:46
From: Anna Bauer <anna.bauer@firma.example>
To: ben.marsh@school.example
Subject: Toner for room 12
""",
    "Zoho": """============ Forwarded message ============
From : Anna Bauer<anna.bauer@firma.example>
To : "Ben Marsh"<ben.marsh@school.example>
Date : Thu, 28 Oct 2021 12:46:00 +0200
Subject : Toner for room 12
============ Forwarded message ============
""",
    "Missive": """---------- Forwarded message ----------
From: Anna Bauer <anna.bauer@firma.example>
Date: on October 28, 2021 at 12:46 PM
Subject: Toner for room 12
To: Ben Marsh <ben.marsh@school.example>
""",
    "HubSpot in Japanese": """---------- メッセージを転送 ---------
送信元：Anna Bauer <anna.bauer@firma.example>
日付：2021年10月28日木曜日 12:46:00 +0200
件名：Toner for room 12
送信先：ben.marsh@school.example
""",
    "IONOS": """-------- Ursprüngliche Nachricht ----------
Von: Anna Bauer <anna.bauer@firma.example>
An: ben.marsh@school.example
Datum: 28.10.2021 12:46 CEST
Betreff: Toner for room 12
""",
    "GMX": """Gesendet: Donnerstag, 28. Oktober 2021 um 12:46 Uhr
Von: "Anna Bauer" <anna.bauer@firma.example>
An: ben.marsh@school.example
Betreff: Toner for room 12
""",
    "Samsung": """-------- Original message --------
From: Anna Bauer <anna.bauer@firma.example>
Date: 28/10/2021 12:46 (GMT+01:00)
To: Ben Marsh <ben.marsh@school.example>
Subject: Toner for room 12
""",
    "Mail.ru": """-------- Пересылаемое сообщение --------
От кого: Anna Bauer <anna.bauer@firma.example>
Кому: ben.marsh@school.example
Дата: четверг, 28 октября 2021, 12:46 +03:00
Тема: Toner for room 12
""",
    "Yandex": """-------- Пересылаемое сообщение --------
28.10.2021, 12:46, "Anna Bauer" <anna.bauer@firma.example>:
""",
    "QQ": """------------------ 原始邮件 ------------------
发件人: "Anna Bauer" <anna.bauer@firma.example>;
发送时间: 2021年10月28日(星期四) 中午12:46
收件人: "Ben Marsh"<ben.marsh@school.example>;
主题: Toner for room 12
""",
    "QQ in English": """------------------ Original ------------------
From: "Anna Bauer"<anna.bauer@firma.example>;
Date: Thu, Oct 28, 2021 12:46 PM
To: "Ben Marsh"<ben.marsh@school.example>;
Subject: Toner for room 12
""",
    "NetEase 163": """-------- 转发邮件信息 --------
发件人：Anna Bauer <anna.bauer@firma.example>
发送日期：2021-10-28 12:46:00
收件人：ben.marsh@school.example
主题：Toner for room 12
""",
    "NetEase Mail Master": """---- 转发的邮件 ----
| 发件人 | Anna Bauer<anna.bauer@firma.example> |
| 发送日期 | 2021年10月28日 12:46 |
| 收件人 | <ben.marsh@school.example> |
| 主题 | Toner for room 12 |
""",
    "Naver": """-----Original Message-----
From: "Anna Bauer"<anna.bauer@firma.example>
To: <ben.marsh@school.example>;
Cc:
Sent: 2021-10-28 (목) 12:46:00 (GMT+09:00)
Subject: Toner for room 12
""",
    "Daum": """---------[ 받은 메일 내용 ]----------
제목 : Toner for room 12
날짜 : 2021년 10월 28일 목요일, 12시 46분
보낸이 : "Anna Bauer" <anna.bauer@firma.example>
받는이 : ben.marsh@school.example
""",
    "Orange": """> Message du 28/10/2021 12:46
> De : "Anna Bauer" <anna.bauer@firma.example>
> A : ben.marsh@school.example
> Copie à :
> Objet : Toner for room 12
>
""",
    "Libero": """----Messaggio originale----
Da: "Anna Bauer" <anna.bauer@firma.example>
Data: 28-ott-2021 12.46
A: <ben.marsh@school.example>
Ogg: Toner for room 12
""",
    "Seznam": """---------- Původní e-mail ----------
Od: Anna Bauer <anna.bauer@firma.example>
Komu: ben.marsh@school.example
Datum: 28. 10. 2021 12:46:00
Předmět: Toner for room 12
""",
    "eM Client": """------ Forwarded Message ------
From: "Anna Bauer" <anna.bauer@firma.example>
To: "Ben Marsh" <ben.marsh@school.example>
Sent: 28/10/2021 12:46:00
Subject: Toner for room 12
""",
    "eM Client 9": """------ Forwarded Message ------
From "Anna Bauer" <anna.bauer@firma.example>
To "Ben Marsh" <ben.marsh@school.example>
Date 28/10/2021 12:46:00
Subject Toner for room 12
""",
    "The Bat!": """This is a forwarded message
From: Anna Bauer <anna.bauer@firma.example>
To: ben.marsh@school.example <ben.marsh@school.example>
Date: Thursday, October 28, 2021, 12:46:00 PM
Subject: Toner for room 12

===8<==============Original message text===============
""",
    "KMail": """----------  Forwarded Message  ----------

Subject: Toner for room 12
Date: Thursday 28 October 2021, 12:46:00
From: Anna Bauer <anna.bauer@firma.example>
To: ben.marsh@school.example

""",
    "mutt": """----- Forwarded message from Anna Bauer <anna.bauer@firma.example> -----

Date: Thu, 28 Oct 2021 12:46:00 +0200
From: Anna Bauer <anna.bauer@firma.example>
To: ben.marsh@school.example
Subject: Toner for room 12
""",
    "mutt, with all fields": """----- Forwarded message from Anna Bauer <anna.bauer@firma.example> -----

Return-Path: <anna.bauer@firma.example>
Received: from mx.firma.example (mx.firma.example [192.0.2.1])
 by mail.school.example; Thu, 28 Oct 2021 12:46:01 +0200
Date: Thu, 28 Oct 2021 12:46:00 +0200
From: Anna Bauer <anna.bauer@firma.example>
To: ben.marsh@school.example
Subject: Toner for room 12
Message-ID: <1@firma.example>
User-Agent: Mutt/2.2
""",
    "pine": """---------- Forwarded message ----------
Date: Thu, 28 Oct 2021 12:46:00 +0200
From: Anna Bauer <anna.bauer@firma.example>
To: ben.marsh@school.example
Subject: Toner for room 12
""",
    "RFC 934": """------- Forwarded Message

From: Anna Bauer <anna.bauer@firma.example>
To: ben.marsh@school.example
Subject: Toner for room 12
Date: Thu, 28 Oct 2021 12:46:00 +0200
""",
    "Gnus": """-------------------- Start of forwarded message --------------------
From: Anna Bauer <anna.bauer@firma.example>
Subject: Toner for room 12
Date: Thu, 28 Oct 2021 12:46:00 +0200
""",
    "Claws": """Begin forwarded message:

Date: Thu, 28 Oct 2021 12:46:00 +0200
From: Anna Bauer <anna.bauer@firma.example>
To: ben.marsh@school.example
Subject: Toner for room 12


""",
    "MailMate": """Forwarded message:

> From: Anna Bauer <anna.bauer@firma.example>
> To: ben.marsh@school.example
> Subject: Toner for room 12
> Date: Thu, 28 Oct 2021 12:46:00 +0200
>
""",
    "Roundcube": """-------- Original Message --------
Subject: Toner for room 12
Date: 2021-10-28 12:46
From: Anna Bauer <anna.bauer@firma.example>
To: ben.marsh@school.example
""",
    "Roundcube in German": """-------- Originalnachricht --------
Betreff: Toner for room 12
Datum: 28.10.2021 12:46
Von: Anna Bauer <anna.bauer@firma.example>
An: ben.marsh@school.example
""",
    "Horde": """----- Forwarded message from anna.bauer@firma.example -----
    Date: Thu, 28 Oct 2021 12:46:00 +0200
    From: Anna Bauer <anna.bauer@firma.example>
Reply-To: Anna Bauer <anna.bauer@firma.example>
 Subject: Toner for room 12
      To: ben.marsh@school.example
""",
    "SquirrelMail": """---------------------------- Original Message ----------------------------
Subject: Toner for room 12
From:    "Anna Bauer" <anna.bauer@firma.example>
Date:    Thu, October 28, 2021 12:46 pm
To:      ben.marsh@school.example
--------------------------------------------------------------------------
""",
    "Zimbra": """----- Forwarded Message -----
From: "Anna Bauer" <anna.bauer@firma.example>
To: "Ben Marsh" <ben.marsh@school.example>
Sent: Thursday, October 28, 2021 12:46:00 PM
Subject: Toner for room 12
""",
    "Spark": """---------- Forwarded message ----------
From: Anna Bauer <anna.bauer@firma.example>
Date: 28 Oct 2021, 12:46 +0200
To: Ben Marsh <ben.marsh@school.example>
Subject: Toner for room 12
""",
    "Airmail": """From: Anna Bauer <anna.bauer@firma.example> (mailto:anna.bauer@firma.example)
Reply: Anna Bauer <anna.bauer@firma.example>
Date: 28 October 2021 at 12:46:00
To: Ben Marsh <ben.marsh@school.example>
Subject: Toner for room 12
""",
    "BlackBerry": """------Original Message------
From: Anna Bauer <anna.bauer@firma.example>
To: Ben Marsh
Subject: Toner for room 12
Sent: Oct 28, 2021 12:46 PM
""",
    "HTML made into text, values below": """From:

Anna Bauer <anna.bauer@firma.example>

Sent:

28 October 2021 12:46

To:

Ben Marsh

Subject:

Toner for room 12
""",
    "HTML made into text, blank lines between": """From: Anna Bauer <anna.bauer@firma.example>

Sent: 28 October 2021 12:46

To: Ben Marsh

Cc: Office

Subject: Toner for room 12
""",
    "HTML made into text, one line": "From: Anna Bauer <anna.bauer@firma.example> Sent: 28 October 2021 12:46"
    " To: Ben Marsh Subject: Toner for room 12\n",
    "Outlook 2007, short rule": """  _____

From: Anna Bauer [mailto:anna.bauer@firma.example]
Sent: 28 October 2021 12:46
To: Ben Marsh
Subject: Toner for room 12
""",
    "Lotus Notes, message from": """----- Message from Anna Bauer <anna.bauer@firma.example> on 28.10.2021 12:46 -----
To:
"Ben Marsh" <ben.marsh@school.example>
Subject:
Toner for room 12
""",
    "labels that lost their accents": """Expediteur: Anna Bauer <anna.bauer@firma.example>
Date: 28 octobre 2021
Destinataire: Ben Marsh
Objet: Toner for room 12
""",
    "starred labels": """* From:* Anna Bauer <anna.bauer@firma.example>
* Sent:* 28 October 2021 12:46
* To:* Ben Marsh
* Subject:* Toner for room 12
""",
    "an unknown program": """~~~~~~~~~~ Mail passed on ~~~~~~~~~~
From: Anna Bauer <anna.bauer@firma.example>
Date: 28 October 2021
Subject: Toner for room 12
""",
}
# What a program writes under the forwarded text.
ENDS = {
    "mutt": "----- End forwarded message -----",
    "Horde": "----- End forwarded message -----",
    "Horde in German": "----- Ende der weitergeleiteten Nachricht -----",
    "Yandex": "-------- Конец пересылаемого сообщения --------",
    "Gnus": "-------------------- End of forwarded message --------------------",
    "RFC 934": "------- End of Forwarded Message",
    "The Bat!": "===8<===========End of original message text===========",
}
