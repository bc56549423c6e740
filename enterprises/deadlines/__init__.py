"""What is due, when, for whom and by which law: derived from dates, events and rules whenever it is read, and stored nowhere."""
