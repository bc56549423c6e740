"""Chance that falls the same each time: each row has dice of its own, so that no row depends on how many others there are."""

from random import Random


class Dice(Random):
    """`Dice("enterprise", 7)` falls as it did the last time, on every machine."""

    def __init__(self, *of):
        super().__init__("made-up " + " ".join(map(str, of)))

    def happens(self, share):
        return self.random() < share

    def one(self, choices):
        """One of `choices`, each as often as the others."""
        return choices[int(self.random() * len(choices))]

    def early(self, choices):
        """One of `choices`, the first of them far more often than the last: words are common or rare."""
        return choices[int(self.random() ** 3 * len(choices))]


def made_key(sort, number):
    """The key and the address of the row of that `number`, from 0: "made-up-enterprise-1"."""
    return f"made-up-{sort}-{number + 1}"


def spread(number, of):
    """Another number below `of` for each number below it: neighbours come far apart, and none twice."""
    step = next(prime for prime in (7919, 7907, 7901, 7883) if of % prime)
    return number * step % of
