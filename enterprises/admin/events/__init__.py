"""The staff's side of events: the list, the page on which they are entered, and what each of them changes."""
