"""How does mail come and go? IMAP and SMTP; knows no incident."""
