"""Which place, which equipment and which category plain prose means: found with a reason, or asked, never guessed."""
