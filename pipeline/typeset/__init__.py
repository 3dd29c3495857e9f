"""What makes Chinese print well on top of WeasyPrint: page geometry, font kit, justification, pictures."""
