"""What people write to a school's desk: what cannot wait, by what it is, and what only sounds like it."""

from __future__ import annotations

# On Monday 16 November 2026, half past ten.
RAISED = {
    "somebody clicked what they suspect now, or gave a password away there": """
        I've clicked on a dodgy link in an email, help!
        I think I may have clicked a phishing link
        Oh dear. I clicked the link in the email from "Office 365" and entered my password, now I think it was fake
        I followed a link and put in my details, now I'm worried it was a scam
        clicked link in scam email what do i do
        Ruth has clicked on something suspicious
        One of the TAs clicked on a phishing email
        I replied to the fake head's email with my bank details
        I have given my password to a phishing site
        I accidentally opened an attachment that looks suspicious
        Someone in the office has clicked on that spam email that went round
        Just clicked it!!! was it a virus?
        I opened an email from the head asking for gift cards and I replied with my card details, turns out it's fake
        Ruth clicked on it before I could stop her, it's definitely a scam
        I didn't realise it was phishing and I entered my login
        I have clicked and logged in to a page that was not genuine
        One of my pupils has clicked on a phishing link on a school laptop
        Think I've been hacked - I clicked on something dodgy
        i clicked the link in that email about parcels and typed my card number, is it a scam?
        our business manager has given her login to a scammer on the phone
        Emma in the office clicked a bad link, we think it's phishing
    """,
    "there is malware on a computer": """
        My computer has been hacked and there is a ransom note on the screen
        All our files on the shared drive are encrypted and there's a ransom note
        Office PC has a virus warning on screen
        A pop-up says my laptop is infected with a virus
        Malware found on laptop 14
        Windows Defender found a trojan on my machine
        I think my computer has caught a virus
        There's a virus on the admin computer
        we've got ransomware
        My PC is telling me it's infected with malware
        Virus alert on the classroom laptop, screen locked and it says ring Microsoft
        Ransomware on the server!!
        I think my laptop might have malware on it
        someone's put a virus on the ICT suite computers
        laptop infected
    """,
    "a device is lost or stolen": """
        My bag was stolen from the car last night with my school laptop in it
        My school laptop has been taken from my car
        Somebody has broken into the school and the iPads are gone
        3 ipads stolen from the trolley over the weekend
        I've lost my work phone
        I've lost the USB stick with the SEN data on
        I think I left my laptop on the bus
        My laptop is lost, last seen in the staff room
        I can't find my school laptop anywhere, I think it's been stolen
        Lost laptop
        stolen ipad
        Our class iPad was nicked from the coach on the trip
        My school laptop was stolen last night during a burglary
        The car was broken into and my laptop was taken
        laptop 9 has been stolen from the trolley
        The burglars took two iPads
        Sorry to say I have lost my school laptop
        I've misplaced my work laptop, I think it was on the train
        My work phone was stolen in town
        My laptop was left on a train
        The school camera with photos of the children has been lost
        An iPad has gone missing from the cupboard
        My ipad was stolen out of my bag
        I had my laptop stolen at the weekend
        Two Chromebooks have been stolen from Y5
    """,
    "the web is not filtered": """
        The web filter is down
        web filter not working
        Filtering is not working on the Year 6 iPads
        The internet filter has stopped working
        Filtering has been switched off on the chromebooks
        Someone has turned off the web filter
        Children can access inappropriate websites
        Pupils are able to get onto adult sites
        Our filter isn't working, kids can get on anything
        The filtering seems to be off
        The internet filter appears to be down
        Filter is off - pupils can access porn sites
        Lightspeed is down
        Safe search and web filtering are not working
        Smoothwall has been disabled
        There seems to be no web filtering on the guest wifi
        the filtering is down again
        filter not working kids on youtube
        Netsweeper has stopped
        The children have found a way round the web filter
    """,
    "somebody cannot use the system for concerns about children": """
        Can't log into CPOMS
        CPOMS won't load
        CPOMS not working
        cpoms down
        I am locked out of CPOMS
        My CPOMS password has expired and I can't log in
        I need to log a safeguarding concern but can't get onto the system
        MyConcern isn't loading for anyone
        I cannot record a concern on CPOMS, it times out
        CPOMS keeps crashing
        I've been locked out of CPOMS and need to record something urgent
        CPOMS seems to be down for all of us
        We can't access MyConcern
        The DSL cannot get into CPOMS
        Cpoms just shows a white page and won't open
        Cpoms - access denied, account locked
        I cannot open CPOMS on any computer
        No one can get into CPOMS
    """,
    "an assembly, exam, visit or inspection is still to come today, or tomorrow": """
        Hall sound not working, assembly tomorrow 9am
        We have an inspector visiting today at 1pm and the display in reception is off
        SATs start at 9am tomorrow and three laptops won't turn on
        Ofsted are coming tomorrow and the wifi is down
        The governors' visit is at 2pm today, screen broken
        Author visiting at 1.15 today and the projector won't turn on
        Mock exam tomorrow morning, laptops not charging
        The interactive board has died and I have an assembly in 20 minutes
        Phonics assembly for parents at 2.30pm today and no sound
        Year 11 exam starts at 1pm and the PCs won't log in
        Open evening visitors arrive at 6pm tonight and reception screen is dead
        Inspection tomorrow and the display screen in the hall is down
        Exam tomorrow 9am - room 4 printers offline
        We have the mayor's visit at 2pm and the mic is dead
        the exam is at 1.30 and laptops wont connect
        Our class assembly is at 2:45 this afternoon, can't play the video
        prospective parents visiting tomorrow morning and the hall screen is flickering
    """,
    "a census or payroll is due within three open days, by the mail or the diary": """
        Payroll deadline is tomorrow and I can't open the file
        Census has to be submitted by Thursday and export fails
        The payroll run is today and SIMS is frozen
        census due on 18th November, error message
        Payroll closes tomorrow and the system is down
        I need to submit the census return by Wednesday and COLLECT is throwing errors
        The autumn census deadline is Thursday, SIMS has crashed
    """,
}

NOT_RAISED = """
    I received a suspicious email, haven't clicked on it
    Suspicious email - I have not clicked anything, shall I delete it?
    Is this email phishing? I didn't open the attachment
    Got this scam mail. I deleted it without clicking
    I clicked on Print and nothing happened
    I clicked the link you sent and it says access denied
    When I click on the link nothing happens
    I typed my password three times and now my account is locked
    We need more laptops, ours are old and nobody stole them
    My laptop battery is lost cause
    I lost the connection on my laptop
    The laptop lost power in the middle of the lesson
    I have lost all my files on the laptop
    Lost my document on the computer
    I've lost my password for the iPad
    The laptop keys are missing
    Key missing on laptop 7
    The mouse for the PC has been stolen
    Someone has taken the charger for my laptop
    iPad pen lost
    Lost the HDMI cable for the class computer
    Please can you disable the stolen phone's SIM? It was found yesterday
    The laptop I lost has been found
    What should I do if I lose my laptop?
    The trolley has lost a wheel
    The desk lost my laptop request
    Can I borrow a laptop, I left mine at home
    I left my laptop at home today
    I left my laptop in the staff room, can someone fetch it
    YouTube is blocked by the filter, can you unblock it for my lesson?
    Please can the web filter be turned off for the sixth form
    Can you switch filtering off for this site
    The filter is blocking BBC Bitesize
    A website is not working, I think it's the web filter
    Excel filter not working
    Email filter puts everything in junk
    The filter of the projector is dirty, says filter warning
    Would like training on CPOMS
    New starter needs CPOMS access
    How do I log in to CPOMS?
    Please add Miss Reed to CPOMS
    CPOMS is slow today
    I can't attend the safeguarding training on Thursday
    The safeguarding policy on the website will not open
    CPOMS notification emails go to junk
    We took the registers fine but the printer is off
    I can't register my new phone
    The register office phone line is down
    Assembly screen was too dim this morning
    After the assembly at 9 this morning the mic stopped
    Assembly on Friday at 9, could we have the laptop?
    We're having visitors next week on Tuesday at 10
    The exam board website at 9 tomorrow will be down for maintenance
    Please visit my room at 2pm today
    Can Amir visit us tomorrow at 9
    Our trip to the museum is tomorrow at 9
    My lesson starts at 11.15 and board is off
    The census is next term, can we plan
    Payroll went fine but the printer is jammed
    Payroll report layout is wrong, no rush
    I was paid on Friday by payroll but the payslip is blank
    Antivirus says update required
    Anti-virus update failed
    McAfee subscription expired pop-up
    Virus protection has expired on my laptop
    The pupil has a virus and is off sick, please cancel the loan of the laptop
    My screen has gone blue with an error
    Can you check my laptop for viruses?
    Lesson about computer viruses: video won't play on the laptop
    URGENT URGENT URGENT please call me
    The chair of governors demands this is fixed today
    I am the head and I need it now
    Just to let you know I received a phishing email but I didn't click on anything
    I have reported the phishing email using the button
    Phishing email received - no one has clicked the link as far as I know
    I hovered over the link but didn't click as it looked fake
    Do not click on the link in the email from HR, it is a scam
    Please warn staff: there's a scam email going round
    I clicked reply to the scam email by mistake but closed it
    The link in the newsletter is dead, I clicked it twice
    I've clicked accept on the invite but nothing shows
    After I clicked update the projector app went black
    We changed the password on the laptop as it was shared
    Can I have an antivirus on my new laptop
    My laptop says virus definitions out of date
    Is my laptop protected against ransomware?
    There's no malware on the stick, I had it checked
    False alarm, the laptop wasn't stolen
    Thankfully no laptops were stolen in the break-in
    If a laptop is lost, who do I tell?
    Please send me the lost and stolen devices policy
    Can we get locks so the iPads don't get stolen
    I'm worried the laptops could get stolen from the open cupboard
    My laptop lost its settings
    Lost network on the computer in Y4
    The computer keeps losing the wifi, lost it twice
    I lost the iPad case
    Has anyone found the missing remote? Left it with the laptop
    The tablet I reported stolen has turned up
    I lost an hour of work when my laptop crashed
    Lost sound on laptop
    Lost the lesson on the computer room booking
    The web filter is blocking a site I need
    Can we turn off filtering for the staff wifi
    Filter on the air con in the server room is off
    filter button in the spreadsheet is not working
    The filter isn't blocking anything it should not, thanks
    Web filtering works fine, but YouTube is slow
    Could you check that web filtering is on
    Is the web filter down?
    CPOMS training at 2pm today, can we have the projector
    The CPOMS poster is not printing
    I can't print the CPOMS report
    Can you give Zoe access to CPOMS from January
    CPOMS works again, thank you
    When will CPOMS be down for the update?
    Visitors wifi password please
    The assembly hall projector bulb is dim
    Exam timetable won't print
    The exam laptops need updates sometime before June
    Please visit Y3 when you can today
    A visit from Fenland tomorrow at 9, can they look at it too?
    Class assembly went well, mic still crackles at times
    The visitor sign-in screen is slow today
    SATs practice papers will not print
    Payroll password expired, no rush
    The payslip portal of payroll shows last month
    Please could you set up payroll access for Janet by the end of term
    Is the census done?
    Our reading at 9 today went fine, the board flickers
    Janet asked if I clicked on the scam mail, I hadn't
    The phishing test email was fun but nobody clicked
    The scam email from yesterday - I just deleted it
    We had a virus scare last year, is the antivirus still ok on my laptop
    Kids in my class have a virus so we use the laptops from home
    Laptop fan sounds like it is going to explode
    I lost access to the shared drive on my laptop
    Please replace the missing laptop stand
    Can someone bring the laptops back, two are not in the trolley
    Where are the iPads? Trolley empty
    The water filter in the staff room is off
    Please unblock a site, the filter says gambling
    Staff laptop needs CPOMS icon
    CPOMS email address should be changed for Miss Reed
    CPOMS guidance sheet is not opening in Word
    Assembly music for next Friday please
    Exam access arrangement laptops for next week's mocks
    The inspection of the fire extinguishers was done yesterday, the server door is stuck
    The hall projector was used for the assembly and now it stays on
    Payroll letter template missing
    The census was submitted on Friday, thanks
"""
