"""The categories that are shipped, with their words, first checks and emergency texts. Source: DOMAIN.md 3.12."""

from __future__ import annotations

from mailtick.registers.formats import WordList, words_in
from mailtick.registers.register import Values


def _category(code: str, name: str, *, words: str, parts: str, emergency: str = "", **more: bool | str) -> Values:
    """`words` and `parts` have ";" between them, as `first_checks` have in `more`."""
    lists = {"words": words, "subcategories": parts, "first_checks": more.pop("first_checks", "")}
    read = {name: words_in(WordList().read(str(text))) for name, text in lists.items()}
    return {"code": code, "name": name, "emergency_text": emergency, **read, **more}


PRESET_CATEGORIES: tuple[Values, ...] = (
    _category(
        "NET",
        "Network and internet",
        words="internet; wifi; wi-fi; wireless; network; broadband; no connection; website blocked; "
        "blocked website; filter; firewall",
        parts="Wireless; Cables and sockets; Internet line; Filtering",
        first_checks="See whether a second device has the same; Switch the Wi-Fi off and on again on the device",
        emergency="If the whole school has no internet, ring your broadband provider; their number stands in the list "
        "of providers. If filtering is off, take pupils' devices out of use.",
        is_shared=True,
    ),
    _category(
        "COMP",
        "Computers and tablets",
        words="computer; computers; pc; pcs; laptop; laptops; desktop; desktops; chromebook; chromebooks; tablet; "
        "tablets; ipad; ipads; trolley; keyboard; mouse; charger; chargers; battery; headphones; headset",
        parts="Desktop; Laptop; Tablet; Keyboard and mouse; Charging",
        first_checks="Look whether it has power and is charged; Shut it down and start it again",
        emergency="Take another one for now. If something smells burnt or a battery swells, unplug it and keep away.",
    ),
    _category(
        "AV",
        "Display and AV",
        words="panel; panels; interactive panel; interactive board; whiteboard; smartboard; smart board; projector; "
        "projectors; screen; screens; scoreboard; visualiser; visualisers; document camera; doc cam; hdmi; speaker; "
        "speakers; sound; microphone; microphones; amplifier",
        parts="Interactive panel; Projector; Visualiser; Speakers",
        first_checks="Look whether it is on at the wall; Push the cable in at both ends; Choose the right input with "
        "its remote control",
        emergency="Use another room, or go on without it.",
    ),
    _category(
        "PRINT",
        "Printing and copying",
        words="printer; printers; printing; print; copier; photocopier; copying; toner; paper jam; scanner; scan",
        parts="Printer; Copier; Scanner; Toner and paper",
        first_checks="Look at its display: paper, toner, an open lid; Switch it off, wait ten seconds, switch it on",
        emergency="Print at another printer.",
    ),
    _category(
        "SOFT",
        "Software and online services",
        words="software; app; apps; install; licence; licences; teams; office 365; microsoft 365; google classroom",
        parts="Installing; Licences; Online services",
        first_checks="Close it and open it again; See whether it is the same on another computer",
        emergency="Go on without it until the desk is open again.",
    ),
    _category(
        "ADMIN",
        "Admin systems",
        words="mis; sims; arbor; bromcom; census; registers; register; parent evening; payroll; cashless; "
        "finance system",
        parts="Pupil records; Finance and payroll; Payments by parents; Returns",
        first_checks="See whether a colleague can get in",
        emergency="Take registers on paper. For payroll or a return that is due, ring the provider; their number "
        "stands in the list of providers.",
        is_shared=True,
    ),
    _category(
        "ACC",
        "Accounts and passwords",
        words="password; passwords; log in; login; log on; logon; sign in; signed out; account; locked out; username; "
        "new starter",
        parts="Passwords; New accounts; Permissions",
        first_checks="Look whether the capitals key is on; Never send your password to anybody, nor to us",
        emergency="Ask a colleague to look things up for you. Never use somebody else's account.",
    ),
    _category(
        "FILES",
        "Files and backup",
        words="folder; shared drive; onedrive; sharepoint; backup; restore; deleted file; lost file",
        parts="Lost files; Shared folders; Backup",
        first_checks="Look into the recycle bin; Save nothing more into that folder",
        emergency="Save nothing more into the folder, and leave the rest until the desk is open.",
    ),
    _category(
        "SEC",
        "Security",
        words="phishing; virus; malware; ransomware; hacked; suspicious; scam; spam; data breach; stolen",
        parts="Phishing; Malware; Lost or stolen; Data breach",
        first_checks="Click nothing more and answer nothing; Leave the device on, and take it off the network",
        emergency="Take the device off the network and leave it on. Change the password from another one. Tell the "
        "head at once.",
        is_restricted=True,
    ),
    _category(
        "TEL",
        "Telephones",
        words="telephone; telephones; phone; phones; voicemail; handset; extension; switchboard",
        parts="Handsets; Line; Voicemail",
        first_checks="Unplug it, wait ten seconds, plug it in again",
        emergency="Use a mobile telephone. In danger ring 999 from any mobile.",
        is_shared=True,
    ),
    _category("INFO", "Information", words="how do i; how can i; advice; training", parts="How to; Training; Figures"),
    _category("OTHER", "Other", words="", parts=""),
)
