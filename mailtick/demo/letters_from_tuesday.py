"""The mails of the demo from the second Tuesday on, E20 to E40: what staff and providers write to the desk."""

from __future__ import annotations

from datetime import date

from mailtick.demo.letter import (
    ANGLIA,
    BRIGHTBOARD,
    COUNTY,
    FENLAND_ACCOUNTS,
    HORIZON,
    Letter,
    Paper,
    Photo,
    Program,
    november,
    staff,
)
from mailtick.mail.message import Address

LETTERS_FROM_TUESDAY: tuple[Letter, ...] = (
    Letter(
        "E20",
        november(17, 8, 5),
        BRIGHTBOARD,
        "Engineer on site 07:40. Power board failed, surge damage so not covered under the warranty. Q-3318: supply "
        "and fit power board £285.00 + VAT. Valid 30 days. Part in stock, can do Fri {0:%o}. OK to proceed? Kev",
        subject="Job 7741 - quote",
        days=(date(2026, 11, 20),),
    ),
    Letter(
        "E21",
        november(17, 9, 10),
        staff("Tom Whitfield"),
        "Approved - ICT repairs please. T",
        answers="Please decide: £342.00",
    ),
    Letter(
        "E22",
        november(17, 10, 25),
        staff("Ben Hargreaves"),
        "Laptop 14 from the trolley has a smashed screen, Jaydon K dropped it at the end of maths. I've spoken to mum. "
        "Can we claim?",
        subject="laptop 14",
    ),
    Letter(
        "E23",
        november(17, 11, 40),
        ANGLIA,
        "Thanks for your call. Engineer Wed {0:%e %b} between 0900 and 1200. Please have a meter reading ready.",
        subject="APS/45512",
        days=(date(2026, 11, 18),),
    ),
    Letter(
        "E24",
        november(17, 14, 2),
        Address("mo.rahman77@personalmail.example", "Mo"),
        "Hi its Mo (PE), can't get on school email on my phone. Hall speakers no sound at all and it's the "
        "anti-bullying assembly 9am tomorrow with parents!!",
        subject="its Mo",
        program=Program.TELEPHONE,
    ),
    Letter(
        "E25",
        november(17, 15, 40),
        staff("Priya Nair"),
        "",
        program=Program.TELEPHONE,
        attached=(Photo("IMG_4471.HEIC"),),
    ),
    Letter(
        "E26",
        november(17, 16, 58),
        staff("Zoe Marsh"),
        "Can't get onto CPOMS, says account locked. I need to log a concern about a child tonight.",
        subject="CPOMS",
    ),
    Letter(
        "E27",
        november(18, 7, 30),
        FENLAND_ACCOUNTS,
        "Please find attached invoice FI-2026-1187, support quarter Nov-Jan, £1,350.00 + VAT £270.00 = £1,620.00. "
        "Due {0:%d/%m/%Y}.",
        subject="Invoice FI-2026-1187",
        days=(date(2026, 12, 16), date(2026, 11, 18)),
        attached=(
            Paper(
                "FI-2026-1187.pdf",
                (
                    "Fenland ICT Support",
                    "INVOICE FI-2026-1187",
                    "Date: {1:%d/%m/%Y}",
                    "To: Saltmarsh Primary School",
                    "Managed ICT support, quarter Nov-Jan, contract C1   £1,350.00",
                    "VAT 20%   £270.00",
                    "Total   £1,620.00",
                    "Due: {0:%d/%m/%Y}",
                ),
            ),
        ),
    ),
    Letter(
        "E28",
        november(18, 8, 20),
        Address("offers@classroomdeals.example", "Classroom Deals"),
        "Transform your classroom with the brightest interactive panels of the year.\n\nOrder by Friday and save half.",
        subject="Amanda, 50% off interactive panels ends FRIDAY",
        program=Program.MAILING,
    ),
    # The loan projector has no mail of its own yet, so she answers the last one that she has got.
    Letter(
        "E29",
        november(18, 8, 52),
        staff("Claire Brown"),
        "Thank you Amir, loan projector is great for now!",
        answers="ICT-1041",
    ),
    Letter(
        "E30",
        november(18, 9, 30),
        staff("Colin Webb"),
        "FYI moved the old laptop cabinet and the 2 spare PCs out the library into the hall store, need the space for "
        "the book fair. Col",
        subject="moved stuff",
    ),
    Letter(
        "E31",
        november(18, 10, 5),
        ANGLIA,
        "On site 09:20, replaced fuser and pick up roller, 40 test sheets ok. Meter 118,402 mono 22,911 colour. "
        "Covered under contract. Please confirm.",
        subject="APS/45512 complete",
    ),
    Letter(
        "E32",
        november(18, 11, 15),
        Address("kayleigh.morris@uni.example", "Kayleigh Morris"),
        "Hi im the student teacher in Elder with Ms Marsh, i need a login and the wifi password plz. Kayleigh x",
        subject="login",
    ),
    Letter(
        "E33",
        november(18, 13, 50),
        staff("Janet Pryor"),
        "Order placed with Fenland for 12 x iPad 10th gen + cases, PO-26-0309, arriving Tues {0:%e %b}. Total £4,188 "
        "inc VAT, invoice due {1:%e %B}. For Y2 and Y3. Please diarise. J",
        subject="iPads",
        days=(date(2026, 11, 24), date(2026, 12, 24)),
    ),
    Letter(
        "E34",
        november(19, 8, 10),
        staff("Gareth Lloyd"),
        "re the wifi thing on monday, its dropping out again every afternoon about 2 in Rowan. internet itself seems "
        "fine",
        subject="Fwd: Re: Resolved",
        answers="Resolved",
        program=Program.FORWARD,
    ),
    Letter(
        "E35",
        november(19, 9, 6),
        Address("MAILER-DAEMON@mail.saltmarshprimary.example", "Mail Delivery System"),
        "This is the mail system at host mail.saltmarshprimary.example.\n\n"
        "I'm sorry to have to inform you that your message could not be delivered to one or more recipients.\n\n"
        "<suport@fenlandict.example>: host said: 550 5.1.1 user unknown (in reply to RCPT TO command)",
        subject="Undelivered Mail Returned to Sender",
        answers="New job",
        program=Program.POSTMASTER,
        mailbox="suport@fenlandict.example",
    ),
    Letter(
        "E36",
        november(19, 10, 30),
        staff("Denise Cole"),
        'Help - I\'ve deleted "EHCP draft L Thompson.docx" from the SENCO drive this morning and the meeting with the '
        "family is at 3pm. Was there at 9.",
        subject="deleted file - confidential",
    ),
    Letter(
        "E37",
        november(19, 12, 15),
        COUNTY,
        "Sat {0:%e %B} 06:00-10:00 firewall upgrade, loss of all internet and filtering updates. No action needed.",
        subject="CHG0031120 Planned maintenance",
        days=(date(2026, 11, 28),),
    ),
    Letter(
        "E38",
        november(20, 8, 40),
        HORIZON,
        "We have corrected the two records overnight and the census export now runs. This case will close "
        "automatically in 5 days unless you reply.",
        subject="[HZN-2291] Fix applied",
    ),
    Letter(
        "E39",
        november(20, 11, 30),
        BRIGHTBOARD,
        "Power board fitted, tested with Mrs Brown 11:15, all good. Invoice BB-5512 attached: £285.00 + VAT = £342.00, "
        "30 days.",
        subject="Job 7741 complete / invoice BB-5512",
        days=(date(2026, 11, 20), date(2026, 12, 20)),
        attached=(
            Paper(
                "BB-5512.pdf",
                (
                    "BrightBoard AV",
                    "INVOICE BB-5512",
                    "Date: {0:%d/%m/%Y}",
                    "To: Saltmarsh Primary School",
                    "Job 7741, quote Q-3318: supply and fit power board   £285.00",
                    "VAT 20%   £57.00",
                    "Total   £342.00",
                    "Due: {1:%d/%m/%Y}",
                ),
            ),
        ),
    ),
    Letter(
        "E40",
        november(20, 15, 55),
        staff("Helen Okafor"),
        "How many times has the wifi or internet gone this term and for how long? Governors at 6 tonight. H",
        subject="quick question",
    ),
)
