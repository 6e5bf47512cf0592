"""The mails of the demo up to the busy Monday, E01 to E19: what staff and providers write to the desk."""

from __future__ import annotations

from datetime import date

from mailtick.demo.letter import BRIGHTBOARD, COUNTY, Letter, Program, november, staff

LETTERS_TO_MONDAY: tuple[Letter, ...] = (
    Letter(
        "E01",
        november(9, 8, 12),
        staff("Claire Brown"),
        "Board in my room won't turn on again. C",
        subject="board",
    ),
    Letter(
        "E02",
        november(9, 10, 40),
        staff("Denise Cole"),
        "Hi Sandra, please could Amir put Clicker on laptops 3, 7 and 11 in the trolley? Two new children need it. "
        "Not urgent but before Christmas would be lovely. Thanks, Denise",
        subject="Clicker please",
    ),
    Letter(
        "E03",
        november(10, 13, 5),
        staff("Sandra Kemp"),
        "#for priya.nair\n"
        "#place Y1\n"
        "Priya rang at 1pm: iPad trolley only charging 6 of the 15, lights off on the right hand side.",
        subject="phone",
    ),
    Letter(
        "E04",
        november(11, 10, 2),
        BRIGHTBOARD,
        "Hi, we've raised Job 7741 for the panel in Room 5 (serial AP9-2111-0213). Engineer booked Tues {0:%o}, "
        "first call. Regards, Kev",
        subject="Your call, Saltmarsh Primary",
        days=(date(2026, 11, 17),),
    ),
    Letter(
        "E05",
        november(13, 9, 30),
        staff("Leah Dunn"),
        'The School Workforce Census export stops with "Error 3100 contract end date missing" and I can\'t see which '
        "one. Return is due early December. Tried twice. Leah",
        subject="Workforce census",
    ),
    Letter(
        "E06",
        november(16, 7, 48),
        staff("Gareth Lloyd"),
        "wifi down in rowan again cant do registers\n\nSent from my iPhone",
        program=Program.TELEPHONE,
    ),
    Letter(
        "E07",
        november(16, 7, 55),
        staff("Zoe Marsh"),
        "Same in Elder, no wifi since I got in",
        subject="wifi",
    ),
    Letter(
        "E08",
        november(16, 8, 1),
        staff("Ben Hargreaves"),
        "No internet in Y6. Is it down everywhere??",
        subject="Internet",
    ),
    Letter(
        "E09",
        november(16, 8, 4),
        staff("Helen Okafor"),
        "Internet is down across the school and parent emails won't go. Is filtering still on for the iPads? "
        "Ring me. HO",
        subject="URGENT",
    ),
    Letter(
        "E10",
        november(16, 8, 7),
        COUNTY,
        "Thank you for contacting County Broadband. Your reference is INC0098213. Please do not reply.",
        subject="INC0098213 received",
        program=Program.MACHINE,
    ),
    Letter(
        "E11",
        november(16, 9, 2),
        staff("Angela Finch"),
        "Morning! When someone has a mo 1) visualiser flickers on and off 2) my laptop battery only lasts about "
        "20 mins so I have to stay plugged in 3) could we get 15 headphones for phonics? Thanks Ange x",
        subject="few things",
    ),
    Letter(
        "E12",
        november(16, 9, 15),
        COUNTY,
        "Carrier fault affecting the exchange. ETA 10:30. Phones and card machine on 4G are unaffected. Filtering "
        "stays on for managed devices. Next update 10:00. Dawn, Schools Desk",
        subject="RE: ICT-1045 / INC0098213 - Update",
    ),
    Letter(
        "E13",
        november(16, 10, 42),
        COUNTY,
        "Service restored 10:31. Please confirm within 5 days or the incident will close.",
        subject="INC0098213 - Resolved",
    ),
    Letter(
        "E14",
        november(16, 10, 55),
        staff("Gareth Lloyd"),
        "yep working now thx\n\nSent from my iPhone",
        answers="Resolved",
        program=Program.TELEPHONE,
    ),
    Letter(
        "E15",
        november(16, 11, 20),
        staff("Katie Byrne"),
        "Is this real? I clicked it and put my password in :( then it went blank. Sorry!!\n\n"
        "---- Forwarded message ----\n"
        "From: IT Support <it-helpdesk@offlce365-login.example>\n"
        "Date: {0:%a, %d %b %Y} 11:02\n"
        "Subject: URGENT Your Office 365 password expires today\n"
        "To: katie.byrne@saltmarshprimary.example\n\n"
        "Your password expires today and your mailbox will be locked.\n\n"
        "Keep my password: http://offlce365-login.example/k?u=katie\n",
        subject="FW: URGENT Your Office 365 password expires today",
        days=(date(2026, 11, 16),),
    ),
    Letter(
        "E16",
        november(16, 12, 35),
        staff("Claire Brown"),
        "This is the THIRD time this half term!!! I have had no board for a WEEK and nobody has told me anything. "
        "I have an observation on Thursday. This is not good enough. Claire",
        answers="We have it",
    ),
    Letter(
        "E17",
        november(16, 13, 10),
        staff("Ruth Ellison"),
        "The printer in Reception is jammed and it says call service. Ruth",
        subject="printer",
    ),
    Letter(
        "E18",
        november(16, 13, 22),
        staff("Ruth Ellison"),
        "the big copier by the front door, sorry!",
        answers="One question",
        program=Program.TELEPHONE,
    ),
    Letter(
        "E19",
        november(16, 13, 31),
        staff("Amir Shah"),
        "I am on a course until Tuesday {0:%o} and back on Wednesday {1:%o}. For anything urgent please see Sandra.",
        answers="For you",
        program=Program.MACHINE,
        days=(date(2026, 11, 17), date(2026, 11, 18)),
    ),
)
