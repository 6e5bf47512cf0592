"""How mail programs forward in HTML, without what their HTML has beside. The sender is always Anna Bauer."""

from __future__ import annotations

HTML_LAYOUTS = {
    "Outlook": """<div class=WordSection1><p class=MsoNormal>Please see below.<o:p></o:p></p><p
class=MsoNormal><o:p>&nbsp;</o:p>
</p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal>
<b><span>From:</span></b><span> Anna Bauer &lt;a@f.example&gt; <br><b>Sent:</b> 28 October 2021 12:46<br>
<b>To:</b> Ben Marsh &lt;b@s.example&gt;<br><b>Subject:</b> Toner<o:p></o:p></span></p></div></div>
<p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>We need two.<o:p></o:p></p></div>
""",
    "Outlook on the web": """<div>Please see below.</div><div id="appendonsend"></div><hr><div
id="divRplyFwdMsg" dir="ltr"><font><b>From:</b> Anna Bauer &lt;a@f.example&gt;<br>
<b>Sent:</b> 28 October 2021 12:46<br><b>To:</b> Ben<br><b>Subject:</b> Toner</font><div>&nbsp;</div></div>
<div>We need two.</div>
""",
    "Gmail": """<div dir="ltr">Please see below.<br><br><div class="gmail_quote">
<div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>From: <strong
class="gmail_sendername" dir="auto">Anna Bauer</strong>
<span dir="auto">&lt;<a href="mailto:a@f.example">a@f.example</a>&gt;</span>
<br>Date: Thu, 28 Oct 2021 at 12:46<br>Subject: Toner<br>To:  &lt;<a href="mailto:b@s.example">b@s.example</a>&gt;<br>
</div><br><br><div dir="ltr">We need two.</div></div></div>
""",
    "Apple Mail": """Please see below.<br><div><br><blockquote type="cite"><div>Begin forwarded message:</div>
<br class="Apple-interchange-newline"><div><span><b>From: </b></span><span>Anna Bauer &lt;<a
href="mailto:a@f.example">a@f.example</a>&gt;<br>
</span></div><div><span><b>Subject: </b></span><span><b>Toner</b><br></span></div><div><span><b>Date: </b>
</span><span>28 October 2021 at 12:46:00 CEST<br></span></div><div><span><b>To: </b></span>
<span>Ben &lt;b@s.example&gt;<br></span></div><br><div><div>We need two.</div></div></blockquote></div>
""",
    "iOS": """Please see below.
<div dir="ltr"><br>Begin forwarded message:<br><br></div><blockquote type="cite"><div dir="ltr"><b>From:</b>
Anna Bauer &lt;a@f.example&gt;<br>
<b>Date:</b> 28 October 2021 at 12:46:00 CEST<br><b>To:</b> Ben &lt;b@s.example&gt;<br><b>Subject:</b>
<b>Toner</b><br><br></div></blockquote><blockquote type="cite"><div dir="ltr">We need two.</div></blockquote>
""",
    "Thunderbird": """<p>Please see below.</p><div class="moz-forward-container"><br><br>-------- Forwarded
Message --------<table class="moz-email-headers-table"><tbody>
<tr><th>Subject: </th><td>Toner</td></tr><tr><th>Date: </th><td>Thu, 28 Oct 2021 12:46:00 +0200</td></tr><tr>
<th>From: </th><td>Anna Bauer <a class="moz-txt-link-rfc2396E" href="mailto:a@f.example">&lt;a@f.example&gt;</a>
</td></tr><tr><th>To: </th><td>Ben &lt;b@s.example&gt;</td></tr></tbody></table><br><br>We need two.</div>
""",
    "Yahoo": """<div>Please see below.</div><div><br></div><div id="ydp1yahoo_quoted_1" class="ydp1yahoo_quoted"><div>
<div>----- Forwarded Message -----</div><div><b>From:</b> Anna Bauer &lt;a@f.example&gt;</div><div>
<b>To:</b> "b@s.example" &lt;b@s.example&gt;</div><div><b>Sent:</b> Thursday, 28 October 2021, 12:46:50 CEST</div>
<div><b>Subject:</b> Toner</div><div><br></div><div>We need two.</div></div></div>
""",
    "GMX": """<div>Please see below.</div><div>&nbsp;<div name="quote" style="margin:10px 5px 5px 10px;
padding: 10px 0 10px 10px; border-left:2px solid #C3D9E5;">
<div><b>Gesendet:</b>&nbsp;Donnerstag, 28. Oktober 2021 um 12:46 Uhr<br/><b>Von:</b>&nbsp;&quot;Anna
Bauer&quot; &lt;a@f.example&gt;<br/>
<b>An:</b>&nbsp;b@s.example<br/><b>Betreff:</b>&nbsp;Toner</div><div name="quoted-content">We need two.</div>
</div></div>
""",
    "Samsung": """Please see below.<br><br><div>-------- Original message --------</div>
<div>From: Anna Bauer &lt;a@f.example&gt; </div><div>Date: 28/10/2021  12:46  (GMT+01:00) </div>
<div>To: Ben &lt;b@s.example&gt; </div><div>Subject: Toner </div><div><br></div>We need two.
""",
    "Lotus Notes 7": """<p>Please see below.<br><font>----- Forwarded by Ben Marsh/School on 28.10.2021 13:01
-----</font><br><br>
<table><tr><td><b>Anna Bauer &lt;a@f.example&gt;</b><p>28.10.2021 12:46</td><td><table><tr><td>To</td>
<td>Ben Marsh/School@School</td></tr><tr><td>cc</td><td></td></tr><tr><td>Subject</td><td>Toner</td></tr>
</table></td></tr></table><br>We need two.
""",
    "HCL Notes": """Please see below.<br><font>----- Forwarded by Ben Marsh/School on 28.10.2021 13:01
-----</font><br><br><font>From: &nbsp; &nbsp; &nbsp; &nbsp;</font><font>Anna Bauer &lt;a@f.example&gt;</font>
<br><font>To: &nbsp; &nbsp;</font><font>Ben/School</font><br><font>Date: &nbsp; &nbsp;</font><font>28.10.2021
12:46</font>
<br><font>Subject: &nbsp; &nbsp;</font><font>Toner</font><br><hr noshade><br>We need two.
""",
    "NetEase": """Please see below.<div><br><div>---- Forwarded Message ----</div><table><tbody><tr><td>From</td>
<td>Anna Bauer&lt;a@f.example&gt;</td></tr><tr><td>Date</td><td>10/28/2021 12:46</td></tr><tr><td>To</td>
<td>b@s.example</td></tr><tr><td>Subject</td><td>Toner</td></tr></tbody></table>We need two.</div>
""",
    "ProtonMail": """Please see below.<br><div class="protonmail_quote">------- Forwarded Message
-------<br>From: Anna Bauer &lt;a@f.example&gt;<br>Date: On Thursday, October 28th, 2021 at 12:46<br>Subject:
Toner<br>To: b@s.example &lt;b@s.example&gt;<br>
<br><blockquote class="protonmail_quote" type="cite">We need two.</blockquote></div>
""",
    "Outlook for Mac": """<div>Please see below.</div><div style='border:none;border-top:solid #B5C4DF
1.0pt;padding:3.0pt 0cm 0cm 0cm'>
<p class=MsoNormal><b><span>From: </span></b><span>Anna Bauer &lt;a@f.example&gt;<br><b>Date: </b>Thursday, 28
October 2021 at 12:46<br>
<b>To: </b>Ben &lt;b@s.example&gt;<br><b>Subject: </b>Toner<o:p></o:p></span></p></div><p>We need two.</p>
""",
    "QQ": """<div>Please see
below.</div><div><br></div><div>------------------&nbsp;原始邮件&nbsp;------------------</div>
<div><div><b>发件人:</b>&nbsp;"Anna Bauer"&lt;a@f.example&gt;;</div>
<div><b>发送时间:</b>&nbsp;2021年10月28日(星期四) 中午12:46</div>
<div><b>收件人:</b>&nbsp;"ben"&lt;b@s.example&gt;;<wbr></div><div></div><div><b>主题:</b>&nbsp;Toner</div>
</div><div><br></div><div>We need two.</div>
""",
    "Zimbra": """<div>Please see below.</div><hr id="zwchr" data-marker="__DIVIDER__"><div
data-marker="__HEADERS__"><b>From: </b>"Anna Bauer" &lt;a@f.example&gt;<br>
<b>To: </b>"Ben" &lt;b@s.example&gt;<br><b>Sent: </b>Thursday, 28 October, 2021 12:46:00<br>
<b>Subject: </b>Toner<br></div><br><div data-marker="__QUOTED_TEXT__">We need two.</div>
""",
    "Roundcube": """<p>Please see below.</p><p id="reply-intro">-------- Original Message
--------</p><table><tbody><tr>
<th>Subject:</th><td>Toner</td></tr><tr><th>Date:</th><td>2021-10-28 12:46</td></tr><tr><th>From:</th>
<td>Anna Bauer &lt;a@f.example&gt;</td></tr><tr><th>To:</th><td>b@s.example</td></tr></tbody>
</table><br /><div>We need two.</div>
""",
    "Orange": """<p>Please see below.</p><blockquote>> Message du 28/10/21 12:46<br>> De : "Anna Bauer"
&lt;a@f.example&gt;<br>> A : b@s.example<br>> Copie à : <br>> Objet : Toner<br>>
<br>We need two.</blockquote>
""",
    "headers in a table": """<p>Please see below.</p><table><tr><td><b>From:</b></td><td>Anna Bauer
[mailto:a@f.example]</td></tr>
<tr><td><b>Sent:</b></td><td>28 October 2021 12:46</td></tr><tr><td><b>To:</b></td><td>Ben</td></tr><tr><td>
<b>Subject:</b></td><td>Toner</td></tr></table><p>We need two.</p>
""",
}
