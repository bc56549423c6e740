"""Official lists as they are pasted: read line by line, compared with the nominees of a category, and proposed to a person who decides."""
