"""How mail servers sign, title and word their reports, in their languages: tables as in phrases.py."""

from __future__ import annotations

from mailtick.mail.phrases import any_of

# Who signs delivery reports, as address or as name.
REPORTERS = any_of(r"""
    mailer[ ._-]?daemon | mailer | mail[ ._-]?daemon | post[ ._-]?master | mail[ ._-]delivery | mdaemon | mmdf | uucp
    microsoftexchange\w* | .{0,80}bounces? | mail[ ._-]?system | mail[ ._-]?administrator | delivery[ ._-]subsystem
    symantec\w* | "?system[ ._-]?administrator | internet mail delivery | mmsc ndr | mailbox[ ._-]system | ndr
    non-?delivery | smtpd? | imss | double-bounce | mail[ ._-]?gateway | mailmarshal | mimesweeper | smtp[ ._-]daemon
    mta | delivery[ ._-]?(?:notification|failure|status) | mailadministrator | mail[ ._-]server | mailserver
    mailerdaemon
""")

# Subjects of delivery reports (sendmail, qmail, Postfix, Exim, Exchange, Domino, GroupWise and others).
REPORT_SUBJECTS = any_of(r"""
    undeliver(?:able|ed) | delivery (?:status )?(?:notification|failure|failed|report|error|problem)
    fail(?:ure|ed)? (?:notice|delivery|mail) | mail(?: delivery)? (?:failed|failure|error|status|system error|problem)
    mail delivery (?:subsystem|warning) | delivery (?:has )?(?:failed|delayed|incomplete) | processing error
    returned (?:mail|to sender|message) | return(?:ing)? (?:mail|to sender|message) | non[- ]?deliver
    not (?:be )?delivered | could not (?:be )?(?:deliver|send)
    message (?:could not|not delivered|undeliverable|status|delayed|delivery) | unable to deliver | unzustellbar
    nicht zustellbar | nicht zugestellt | zustellung | unzustellbare | fehlgeschlagen | non[- ]?remis | non distribu
    non d[ée]livr | [ée]chec de (?:la )?(?:remise|distribution|livraison) | no se (?:pudo|puede|ha podido) entregar
    no entregado | error de entrega | n[ãa]o (?:é possível )?entreg(?:ar|ue) | falha na entrega
    n[ãa]o foi poss[íi]vel | onbestelbaar | niet bezorgd | mancat[ao] (?:recapito|consegna) | non recapitabile
    impossibile recapitare | kan (?:inte|ikke) levere | kunne ikke levere | ikke leveret | ej levererat
    toimitus epäonnistui | ei voitu toimittaa | niedostarczalne | nie dostarczono | nedoručiteln | kézbesíthetetlen
    не доставлен | недоставлен | teslim edilemedi | nu s-a putut livra | 配信不能 | 配信できません | 配送エラー
    メールエラー | 送信エラー | エラー通知 | 退信 | 未送达 | 未传递 | 无法投递 | 无法传递 | 投递失败 | 無法傳遞
    배달되지 않음 | 반송
    message you sent (?:was )?blocked
    mail could not | warning: (?:message|could not) | delayed | delivery delay | user unknown | unknown user
    e-?mail (?:error|rejected) | rejected | nondeliverable | mail fail | ndn: | \(delivery failed\)
""")

# How they say that a mail was not delivered.
FAILURES = any_of(r"""
    (?:could not|couldn't|cannot|can't|can not|unable to|was not|not be|wasn't|were not) (?:be )?(?:deliver|sen[dt]|\
    reach)
    wasn't (?:able to deliver|delivered) | (?:could not|cannot|unable to) (?:be )?(?:complet|relay) | undeliver
    permanent (?:fatal )?error | fatal error | delivery (?:to|failed|failure|error|has failed|incomplete)
    error delivering | error occurred while (?:trying|attempting) to deliver | delivery (?:errors|problems)
    failed recipients? | failed address | delay\w* (?:for|by)? ?more than | has been (?:postponed|delayed)
    unknown user | user unknown | no such (?:user|recipient|mailbox|address|person) | no valid recipients
    mailbox (?:is )?(?:full|unavailable|not found|quota) | full mailbox | does not exist | doesn't exist | rejected
    over quota | exceed\w* .{0,20}quota | address (?:rejected|error) | recipients? (?:failed|rejected|unknown)
    returned (?:to|mail) | has been returned | not (?:listed|known|found) in | did not reach
    has not (?:yet )?been delivered
    konnte nicht | konnten nicht | nicht zugestellt | nicht zustellbar | unzustellbar | verzögert
    n'a (?:pas )?pu (?:pas )?[êe]tre | n'a pas pu | n'ont pas pu | non remis | impossible de (?:remettre|distribuer)
    no (?:se )?(?:pudo|ha podido|puede) (?:ser )?entrega | non (?:è stato|è|può essere) .{0,20}(?:recapita|consegna)
    impossibile recapitare | n[ãa]o (?:p[ôo]de|foi|puderam) .{0,20}entreg | niet (?:worden )?(?:bezorgd|afgeleverd)
    kan niet worden | kunde inte levereras | kunne ikke lever | ei voitu | nie (?:mogła|można|została) .{0,20}dostarcz
    nelze doručit | nebyla doručena | не (?:может быть|удалось|было|была) .{0,20}достав | не доставлен | teslim edile
    送信できませんでした | 配信できません | 配送できません | 届け(?:られ|ること) | お届けできません | 返信されて
    无法送达 | 無法送達 | 无法投递 | 被退回 | 未能送达
    전송되지 | 배달할 수 없
""")

# Lines with which a server begins to quote the mail that it returns.
RETURNED_MAIL = any_of(r"""
    [-=*|]{2,80}.{0,60}copy of (?:the|your) (?:original )?message
    [-=*|]{2,80}.{0,60}(?:original|returned|unsent|undelivered) (?:e-?mail |mail )?message
    [-=*|]{2,80}.{0,60}(?:returned|unsent) mail\b | [-=*|]{2,80}.{0,60}(?:message|mail) (?:text |log )?header
    [-=*|]{2,80}.{0,60}(?:message|mail) follows | .{0,40}below (?:this line )?is a copy of the (?:original )?message
    .{0,40}(?:original|returned|unsent) message (?:follows|headers?|as received|is (?:below|attached|included))
    -{2,80}.{0,60}header of the original message | old message: | here is a copy of the first part
    (?:the )?first \d{1,4} lines of your .{0,20}message | ursprüngliche nachricht: | message d'origine :
    return-path:\s | received:\s | x-original-to:\s | dkim-signature:\s | message-id:\s | mime-version:\s
""")

# How a server says that it goes on trying.
WARNINGS = any_of(r"""
    this is a warning message only | delivery (?:is |has been )?(?:temporarily )?delayed | not yet been delivered
    delay(?:ed)? \w{0,12} ?(?:notification|warning) | will (?:keep trying|continue to (?:try|be retried|retry))
    do not need to (?:resend|re-send|retry) | could not be delivered for (?:the (?:last|past) )?\d
    warning: (?:could not send|message) | still being retried | delivery attempts will continue
    (?:has been|is) delayed (?:for|by)? ?more than | (?:is|was|been|are) (?:postponed|being queued) due to
    has been postponed | will be (?:retried|re-?tried) (?:for|until|again|every) | only a temporary failure report
    delivery incomplete | there was a temporary problem (?:delivering|while delivering)
    wir versuchen weiterhin | zustellung .{0,30}verzögert | verzögerte zustellung | weitere zustellversuche
    remise .{0,30}(?:retardée|différée) | sera retenté | se ha retrasado la entrega | retraso en la entrega
    atraso na entrega | continuar[áã] .{0,20}tentando | si continuerà | wordt later opnieuw | försenad | forsinket
    доставка .{0,30}отложена | 配信が遅れて | 配信の遅延 | 投递延迟 | 延迟送达
""")
