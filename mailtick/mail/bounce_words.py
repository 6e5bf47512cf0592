"""The words with which servers say why they did not take a mail, in their languages.

Each entry has the words, the subject and detail of the status (RFC 3463) that they stand for, and the reason for an
office. The first entry that is found counts, so the special stands above the general.
"""

from __future__ import annotations

import re

from mailtick.mail.phrases import any_of

_TABLE = (
    (
        "2.2",
        "the mailbox is full",
        r"""
            (?:over|exceed\w*|out of|reached|above|beyond) .{0,40}(?:quota|storage|disk ?space|mailbox size)
            (?:mail|in)?box (?:is |was |currently |has )?(?:full|over|exceeded|too large)
            mailbox size limit | mailbox exceeds
            mailfolder is full
            (?:quota|storage allocation|disk space|mailbox limit) .{0,20}(?:exceed|reached|full|violat) | quota ?full
            full mailbox | insufficient (?:disk|system)? ?(?:space|storage|quota) .{0,20}mailbox
            not enough (?:storage|disk) space | number of messages in .{0,30}exceed | user is over
            mailbox .{0,40}is full | overquota | over quota | quota exceeded | postfach .{0,20}(?:voll|überfüllt)
            speicherplatz | bo[iî]te .{0,30}pleine | buz[oó]n .{0,20}lleno | casella .{0,20}piena | caixa .{0,20}cheia
            postvak .{0,10}vol | ящик переполнен | переполнен
            メールボックスが一杯 | 容量を超え | 邮箱已满 | 信箱已滿 | out of storage
        """,
    ),
    (
        "3.4",
        "the mail is too large",
        r"""
            (?:message|mail|e-?mail|content|attachment|data|body|size)s? .{0,30}(?:too (?:big|large)|\
            exceeds .{0,40}(?:size|limit|maximum))
            (?:message|mail|maximum|max|fixed maximum) size .{0,20}(?:exceed|limit)
            exceed\w* .{0,40}(?:message|mail) size | too large to | size limit | size exceeds
            larger than .{0,30}(?:limit|allow|maximum) | nachricht .{0,20}zu gro(?:ß|ss) | trop (?:gros|volumineu)
            message too long | demasiado grande | 文件过大 | サイズが大き
        """,
    ),
    (
        "1.1",
        "the address does not exist",
        r"""
            recipient address rejected: access denied | user unknown | unknown user
            no such (?:user|recipient|mailbox|person|account|address) | recipient not found | unknown recipient
            recipient unknown | mailbox not found | user not found | address not found | resolver\.adr\.recip
            not listed in domino | no mailbox here by that name | invalid recipient
            unknown (?:or illegal )?(?:alias|mailbox) | unrouteable address
            bad destination (?:mailbox|email) address
            does not exist here | unknown address
        """,
    ),
    (
        "7.1",
        "their server does not take mail for this address from outside (relaying denied)",
        r"""
            relay(?:ing)? .{0,30}(?:denied|not (?:permitted|allowed)|prohibited|access|disallowed|rejected|refused)
            (?:denied|unable to|not (?:permitted|allowed|authorized) to|cannot|will not|won't|no) relay(?:ing)?
            without authentication | not a gateway | authentication (?:is )?required | must authenticate | smtp auth
            rcpthosts | not permitted to .{0,60}relay | not configured to relay
        """,
    ),
    (
        "7.1",
        "their server found a virus or a forbidden attachment in the mail",
        r"""
            virus | malware | infected | trojan
            (?:attachment|file|executable)s? .{0,40}(?:not (?:allowed|permitted|accept)|blocked|forbidden|banned|\
            prohibited|illegal)
            (?:blocked|forbidden|banned|illegal) (?:attachment|file) | 5\.7\.0 .{0,40}security reasons
        """,
    ),
    (
        "6.0",
        "their server cannot read the form of the mail",
        r"""
            not rfc ?\d+ compliant | duplicate headers? | multiple .{0,40}(?:headers?\b|addresses in from)
            line (?:limit exceeded|too long) | bare lf
        """,
    ),
    (
        "7.26",
        "their server could not verify that the mail is ours (SPF, DKIM or DMARC)",
        r"""
            \bspf\b .{0,40}(?:fail|check|validat|reject|not|error|mismatch) | \bdmarc\b
            \bdkim\b .{0,30}(?:fail|pass|valid|check) | unauthenticated (?:e-?mail|sender)
            not authori[sz]ed to send .{0,20}(?:from|for|on behalf) | authentication checks? failed
            sender policy framework | sender id .{0,20}fail | does(?: not|n't) designate | fail\w* .{0,20}\bspf\b
            authentication.{0,20}(?:spf|dkim) | email from this domain has been rejected
        """,
    ),
    (
        "7.1",
        "the recipient takes mail from certain senders only",
        r"""
            restricted .{0,40}(?:senders?|recipients?|address|group) | only accepts? (?:mail|messages?) from
            not accepting mail from | not allowed to send .{0,20}(?:to|this)
            sender (?:is )?not (?:in|on) .{0,30}(?:list|allowed) | delivery .{0,20}restrict
            not permitted to (?:send|post|mail) .{0,10}to | recipient .{0,20}not authorized to accept
            recipient preferences
            group .{0,40}(?:not exist|permission to post|members only) | non-member
        """,
    ),
    (
        "1.8",
        "their server does not accept the address of the sender",
        r"""
            sender (?:e-?mail )?(?:address )?.{0,30}(?:reject|refused|invalid|unknown|does not exist|not exist|\
            undeliverable|verif|denied)
            (?:invalid|unknown|unverified|bad|unresolvable) sender
            cannot (?:resolve|find|verify) .{0,20}(?:sender|your domain) | domain of sender
            sender'?s? (?:e-?mail )?(?:address|domain) .{0,30}(?:reject|not |invalid|denied)
            (?:mail )?from .{0,80}(?:denied|not accepted|is invalid) | need fully.?qualified | unrouteable sender
            address is not verified | identities failed
            from: domain is invalid | 送信者
        """,
    ),
    (
        "1.2",
        "the part of the address after the @ does not exist",
        r"""
            \bhost unknown | unknown host | host (?:or domain name )?not found | domain (?:does not|doesn't) exist
            domain not found | unknown domain | domain unknown | no such domain | name service error | no mx found
            bad destination (?:host|system) | non-?existent domain | null ?mx
        """,
    ),
    (
        "7.1",
        "their server has blocked our mail server",
        r"""
            \b(?:dns)?[rbx]bls?\b | dnsbl | spamhaus | spamcop
            barracudacentral | sorbs | surbl | black ?list
            block ?list | listed (?:in|at|on|by)
            \b(?:ip|host|server|client|network|connection|sender|address)\w{0,5} .{0,60}(?:block|bann|black|\
            denied access|bad reputation|poor reputation|not permitted|rejected due)
            reputation | blocked (?:using|by|for|due|because|from) | access denied | banned
            (?:reverse|ptr|rdns) .{0,40}(?:fail|record|lookup|dns|missing|not) | no ptr
            cannot find your (?:reverse )?host | dynamic ip | open (?:relay|proxy) | client host rejected
            helo .{0,40}(?:reject|invalid|fail|denied) | unsolicited mail originating from | too many .{0,20}unverifi
            connection refused by policy | smtp server of your isp | mismatches client ip | unverifyable
            bad dns ptr | my name was rejected
        """,
    ),
    (
        "7.1",
        "their server takes the mail for spam",
        r"""
            \bspam\b | spam.?(?:message|mail|content|filter|score|detected|assassin|rejected) | unsolicited | \bjunk\b
            bulk mail | phishing | suspicious | content (?:filter|reject|restrict) | message content
            message (?:was )?(?:blocked|rejected|refused) .{0,20}(?:content|filter|policy) | looks like
            objectionable
        """,
    ),
    (
        "4.6",
        "the mail runs in a circle",
        r"""
            (?:mail|message|routing|mail forwarding|forwarding) loop | loops? back to | loop (?:count|detected)
            too many hops | hop count | too many .{0,10}received | local configuration error .{0,40}loop
        """,
    ),
    (
        "1.6",
        "the person has moved to another address",
        r"""
            (?:has |have |user |mailbox |recipient )moved | no longer at | new address
            please (?:use|try|update) .{0,40}@ | address .{0,20}(?:changed|obsolete) | user not local
        """,
    ),
    (
        "4.5",
        "their server asks to send fewer mails, or later",
        r"""
            grey ?list | gr[ae]ylist
            too many (?:recipients|connections|messages|mails|e-?mails|sessions|concurrent|invalid|errors|requests)
            rate.?limit | throttl | (?:hourly|daily|sending|rate|message|connection)s? (?:limit|rate|quota)
            try again later | try later | temporarily (?:deferred|rejected|blocked|unavailable|limited)
            unusual (?:rate|volume|traffic) | unexpected volume | too (?:fast|quickly|much mail) | mail flood
            please (?:try|retry) | exceeded .{0,30}(?:max(?:imum)? (?:emails|messages|defers)|rate) | suspended for
            frequency limited | receiving mail (?:at a rate|too quickly) | essayer plus tard | später (?:noch|wieder)
            resources? (?:temporarily )?(?:restricted|unavailable) | recipient limit
            insufficient system (?:resources|storage)
        """,
    ),
    (
        "2.1",
        "the mailbox is closed",
        r"""
            \b(?:account|mailbox|user|recipient|address|e-?mail) .{0,60}(?:disabled|inactive|suspended|deactivated|\
            closed|expired|locked|blocked|discontinued|terminated|is not active|no longer (?:active|in use|valid|\
            available|used|exists))
            (?:disabled|inactive|suspended|expired|dormant|closed|locked|deactivated) (?:account|mailbox|user|\
            recipient|address)
            not been collected | extended inactivity | mailbox temporarily disabled
            no longer (?:with|works|employed)
            frozen | compte .{0,40}(?:bloqu|suspendu|désactiv|ferm[ée])
            konto .{0,20}(?:deaktiviert|gesperrt) | account that you tried to reach is (?:disabled|inactive)
        """,
    ),
    (
        "1.1",
        "the address does not exist",
        r"""
            \b(?:user|recipient|mailbox|account|address|addressee|alias|person|customer|resource|userid|mbox|\
            local ?part|login|name)s? .{0,80}(?:unknown|not (?:been )?found|does(?: not|n't) exist|not exist|\
            not (?:a )?(?:known|valid|recogni[sz]ed|listed)|invalid|isn't (?:known|valid)|couldn't be found|\
            wasn't found|doesn't have|was not found|un?recogni[sz]ed|not match)
            (?:unknown|invalid|no such|no|non.?exist[ae]nt|undefined|not a valid|bad|illegal|\
            unrecogni[sz]ed) (?:local |e-?mail |final delivery |destination |or invalid |or illegal |valid |mail |\
            smtp |such )?(?:user|recipient|mailbox|account|address|addressee|alias|person|userid|customer|member|\
            name)
            no se encontr | introuvable | non trovat | não (?:foi )?encontrad | nicht (?:gefunden|vorhanden)
            niet gevonden | no mailbox here | not our customer
            (?:user|recipient|person|name|address) (?:is |was )?(?:un)?(?:known|listed) (?:here|in)
            account not available | not listed in (?:public|domino) | does not (?:exist|have an account)
            doesn't have .{0,40}account | no valid recipients
            user .{0,60}(?:doesn't|does not) | unrouteable address | recipnotfound | resolver\.adr | not delivering to
            no matches | did not .{0,20}match | mailbox unavailable | mailbox not (?:available|found)
            undeliverable address | unable to verify user | (?:couldn't|could not|can't|cannot) be found at
            mail ?drop
            empfänger .{0,30}(?:unbekannt|nicht) | benutzer .{0,20}unbekannt | existiert nicht | n'existe pas
            non recensé | inconnu\b | utilisateur .{0,20}inconnu | no existe | desconocido | inesistente | sconosciuto
            não existe | bestaat niet | onbekend | finns inte | findes ikke | finnes ikke | nie istnieje | neexistuje
            не существует | не найден | недоступен | 存在しま | 見つかりません
            該当.{0,10}(?:なし|いません) | 宛先不明 | 不存在 | 존재하지
        """,
    ),
    (
        "1.2",
        "the part of the address after the @ does not exist",
        r"""
            \b(?:host|domain|site|server|mx|destination|dns|name server|nameserver)\w* .{0,80}(?:unknown|not found|\
            does(?: not|n't) exist|not exist|couldn't be found|invalid|no data known|nxdomain|null mx|non-?existent)
            (?:unknown|no such|bad|invalid|unresolvable|unroutable|non-?existent) (?:or illegal )?(?:host|domain|\
            mail domain|destination domain|site)
            nullmx | null mx | name or service not known | nxdomain
            no (?:mx|route|gateway|a record|dns|relay)\b .{0,30}(?:found|host|record|for|to)
            could not find a gateway
            all relevant mx records point | couldn't find any host | name service error | illegal host/domain
            host not found | not appear to be registered
            no smtp service | couldn't find a mail exchanger | domain is not reachable
            does not accept mail
            doesn't (?:accept|receive) (?:e-?)?mail
            server for .{0,80}not found | cannot (?:find|resolve|route) .{0,30}(?:host|domain|address|name)
            dns (?:error|failure|lookup|problem) | 域名
        """,
    ),
    (
        "4.1",
        "their server could not be reached",
        r"""
            connection (?:timed? ?out|timeout|refused|reset|dropped|lost|closed|failed|error|was|attempt|died)
            timed? ?out | no route to host | network (?:is )?(?:unreachable|error)
            (?:could not|couldn't|can't|cannot|unable to|failed to) (?:connect|contact|reach|establish)
            (?:host|server) .{0,40}(?:not respond|unreachable|is down|unavailable|not available|down or)
            no (?:answer|response) from | did(?: not|n't) respond | lost connection | conversation with | broken pipe
            bad connection | target (?:host|server) .{0,20}respon | trouble reaching
            connect to .{0,100}(?:timed|refused|unreach) | konnte nicht erreicht | nicht erreichbar
            hosts have been failing | not accept our requests to connect | socket error | not reachable
            refused to talk to me: 421 | connection to .{0,60}failed | retry timeout exceeded .{0,80}(?:host|connect)
        """,
    ),
    (
        "4.7",
        "their server did not take the mail in time",
        r"""
            (?:message|delivery|retry|queue|mail|time)\w* .{0,20}(?:expired|timeout exceeded|limit exceeded|too long|\
            too old)
            too old | in queue .{0,20}too long | unable to deliver in | has expired | retry time not reached
            attempts? .{0,30}(?:over|during|exhausted) | cannot be delivered after | delivery failed \d+ attempts
            (?:envelope|message) expired | deliver for the last \d+ | queue\.expired
            could not be delivered (?:within|for)
        """,
    ),
    (
        "7.0",
        "no secure connection to their server could be made",
        r"""
            starttls | \btls\b | \bssl\b | certificate | mta-sts | encryption (?:needed|required) | \bdane\b
        """,
    ),
)

# Words that say little. They count only where the status says nothing either.
_GENERAL_TABLE = (
    (
        "3.0",
        "a program of the recipient failed",
        r"""
            (?:command|pipe|mailer|program|script|procmail|filter|delivery agent|local delivery) .{0,60}(?:fail|exit|\
            died|error|returned|output)
            child .{0,20}(?:exit|status) | cannot (?:open|create|update|append|write|execute) | can't (?:create|open)
            permission denied | unknown mailer error | file write error | i/o error | input/output error
        """,
    ),
    (
        "3.0",
        "their server has trouble of its own",
        r"""
            service .{0,20}(?:unavailable|not available) | internal (?:server |system )?error | local error
            system error
            config(?:uration)? error | not configured | transaction failed | temporary (?:server )?(?:failure|error)
            could not load | system not accepting | ldap | database | try again
        """,
    ),
    (
        "7.1",
        "their server refuses the mail by a rule of its own",
        r"""
            policy | administrative(?:ly)? prohibit | prohibited | not (?:accepted|authorized|permitted|allowed)
            security | denied | refused | violat | refus[ée]e? | rejet[ée] | abgelehnt | zurückgewiesen | respinto
            rechazado | rejected
        """,
    ),
    (
        "6.0",
        "their server cannot read the form of the mail",
        r"""
            syntax error | malformed
            (?:illegal|invalid|bad|missing) .{0,20}(?:header|character|command|format|line|mime)
            header .{0,30}(?:missing|invalid|error) | rfc.?\d{3,4} | 8bit|conversion | bare lf | protocol error
            line too long | smtputf8
        """,
    ),
)

_Entries = tuple[tuple[re.Pattern[str], str, str], ...]


def _compile(table: tuple[tuple[str, str, str], ...]) -> _Entries:
    return tuple((re.compile(any_of(words), re.IGNORECASE), detail, reason) for detail, reason, words in table)


BY_WORDS = _compile(_TABLE)
BY_GENERAL_WORDS = _compile(_GENERAL_TABLE)
