"""What the treatment is: phases, ladder, gates, library, alarms, the next step."""
