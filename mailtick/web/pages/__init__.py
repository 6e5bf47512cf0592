"""One file a screen. A page that is opened changes nothing; what a form posts does."""
