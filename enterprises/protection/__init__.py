"""Where marks are protected: at the destinations of coming shows, class by class, each with its reason and the rows it rests on."""
