"""Words that say nothing of what a mail is about; no rule is made of one of them."""

_WORDS = """
    able about above after again against ahead almost alone along already also although always among another
    answer anybody anymore anyone anything anyway around asap asked asking away back because become been before
    began begin behind being below best better between beyond both bring broke broken brought busy cannot care
    case change changed check checked clear clearly click clicked close closed come comes coming completely
    could crash crashed currently date days dead dear definitely different directly does doesn doing done down
    during each early easy either else email emailed emails enough error errors even evening ever every
    everybody everyone everything exactly except fail failed fails fault faulty feel find fine finish first five
    fixed flashing following four free freeze freezes friday from frozen full further gave getting give given
    gives goes going gone good great half happen happened happening happens hard have haven having head hear
    heard hello help helpful here hers herself himself hope hopefully hour hours however hundred ideas
    immediately important inside instead into issue issues itself just keep keeps kept kind kindly know known
    last late later least leave left less lesson lessons like line little long longer look looked looking looks
    lost lots love lovely made mail mails make makes making many matter maybe mean means mention message might
    mine minute minutes miss missing moment monday month months more morning most much must myself name near
    nearly need needed needs neither never next nice nobody none normal normally nothing noticed often okay once
    only onto open opened opening other others ours ourselves outside over part past people perhaps person phone
    please plus possible possibly present press pressed probably problem problems properly pupil pupils quick
    quickly quite rather read ready really reason received recent recently regards report reported request
    required right room rooms said same saturday says school seem seems seen send sent several shall should show
    showing shows shut side since sincerely slow slowly some somebody someone something sometimes somewhere soon
    sorry sound staff start started starting still stop stopped stopping stops strange stuck such suddenly
    sunday support sure switch switched take taken takes teacher teachers team tell term thank thanks that their
    them themselves then there these they thing things think this those though thought three through thursday
    till time times today together told tomorrow tonight took touch tried tries trouble true trying tuesday turn
    turned turning turns twice under unfortunately unless until upon urgent urgently used useful user using
    usual usually very wait waiting wants wasn watch ways wednesday week weekend weeks well went were what
    whatever when where whether which while whole whose will wish with within without wonder wondering work
    worked working works worry would wrong year years yesterday your yours yourself
    android attached attachment attachments below document documents file files image images iphone outlook photo photos
    picture pictures screenshot screenshots signature
"""

PLAIN_WORDS = frozenset(_WORDS.split())
