"""What residents, party members, groups and workers do in a day besides their needs."""
