"""What is due about rights: the list of deadlines, what is done about one, mails, calendars, and where marks are protected."""




DUE = []
