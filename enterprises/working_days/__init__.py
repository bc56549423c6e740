"""The working days of China: reads each year's notice, keeps what it names, and counts by it."""
