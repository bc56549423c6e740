"""What a step of the review changes in public, found before anybody takes it: the step is rehearsed in a transaction that is
rolled back, and what the public sees is asked before and after it."""
