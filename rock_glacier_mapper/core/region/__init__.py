"""From many scenes to one inventory: independent units of work, on one machine or on many."""
