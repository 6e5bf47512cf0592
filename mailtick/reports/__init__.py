"""What happened? Pure: figures, and the weekly summary made of them."""
