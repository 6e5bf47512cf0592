"""A mail that tries everything that a mail could try on whoever looks at it."""

from __future__ import annotations

from email.message import EmailMessage

from tests.support.desks import DESK_ADDRESS, MONDAY

ELSEWHERE = "evil.example"
# Each names the other host, so that a single request to it is noticed.
HTML = f"""<html><head><title>x</title><meta http-equiv="refresh" content="0;url=http://{ELSEWHERE}/refresh">
<link rel="stylesheet" href="http://{ELSEWHERE}/a.css"><base href="http://{ELSEWHERE}/">
<style>@import url(http://{ELSEWHERE}/b.css); body {{ background: url(http://{ELSEWHERE}/c.png) }}</style>
<script src="http://{ELSEWHERE}/d.js"></script>
<script>parent.document.title = "owned"; fetch("/sign-out", {{method: "POST"}})</script>
</head><body onload="document.title = 'owned'">
<p>Good morning, the panel is broken.</p>
<img src="http://{ELSEWHERE}/e.png" onerror="document.title = 'owned'"><img src="/sign-out">
<svg onload="alert(1)"><image href="http://{ELSEWHERE}/f.png"/></svg>
<form action="/incidents/1041/say" method="post"><input name="word" value="cancel"><input name="words" value="owned">
<button>Confirm your account</button></form>
<a href="http://{ELSEWHERE}/login">https://saltmarshprimary.example/login</a> <a href="javascript:alert(1)">Open</a>
<a href="/incidents/1041/print">here</a>
<iframe src="http://{ELSEWHERE}/g"></iframe><object data="http://{ELSEWHERE}/h"></object>
<embed src="http://{ELSEWHERE}/i"><video src="http://{ELSEWHERE}/j" autoplay></video>
<div style="position:fixed;inset:0;background:url(http://{ELSEWHERE}/k.png)">cover</div>
</body></html>"""
EVIL_NAME = 'invoice".html'


def hostile_mail(sender: str, subject: str = "[ICT-1041] board") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, DESK_ADDRESS, subject
    mail["Date"], mail["Message-ID"] = MONDAY, "<hostile@evil.example>"
    mail.set_content('Good morning. <script>document.title = "owned"</script> <img src=x onerror=alert(1)>')
    mail.add_alternative(HTML, subtype="html")
    script = b"<script>document.title = 'owned'</script>"
    mail.add_attachment(script, maintype="text", subtype="html", filename=EVIL_NAME)
    return mail.as_bytes()
