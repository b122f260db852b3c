"""Step 1 of the day: policies, shocks and the hotline's ranking set levers and conditions."""
