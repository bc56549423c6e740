"""When a right ends, when it may be renewed and where it stands on a day: from its dates and the law of its place."""
