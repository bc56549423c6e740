"""What was measured as tables in Markdown: what was to be reached, each page, each command."""

from typing import NamedTuple

from portal.launch.bench.pages import PAGE_KINDS

NOT_MEASURED = "–"
STAFF_RATIO = ("desk", "admin list", "admin form")
PAGES_NAMED = 3  # pages that miss, the worst first
RATIOS_OF_SIZE = {"1m": 2.5}  # of others than 1k:
RATIO_OF_SIZE = 1.5


class Aim(NamedTuple):
    """A line of what is to be reached: {title: ratio} of pages or of one thing, at most `limit`."""

    title: str
    limit: float
    ratios: dict


def in_markdown(figures, plan):
    """The tables of {name of a database: its Figures}."""
    parts = [table_of_aims(figures, plan)]
    for each in figures.values():
        parts += [table_of_pages(each, plan)] if each.many else []
        parts += [table_of_jobs(each)] if each.jobs else []
    return "\n\n".join(parts)


def aims(figures, plan):
    """The Aims that one database's Figures tell of."""
    staff = {kind.title for kind in PAGE_KINDS if kind.of_staff}
    of_size, limit = ratios(figures.many, figures.full), RATIOS_OF_SIZE.get(plan.size, RATIO_OF_SIZE)
    public = {title: value for title, value in of_size.items() if title not in staff}
    yield Aim("warm, of the bare view", 2, {title: value / figures.bare for title, value in figures.warm.items()})
    yield Aim("cold with the fixtures, of BASE", 0.5, ratios(figures.fixtures, figures.base))
    yield Aim(f"cold with {plan.size}, of {plan.full}", limit, public)
    of_staff = {title: of_size[title] for title in STAFF_RATIO if title in of_size}
    yield Aim(f"desk, admin list and form with {plan.size}, of {plan.full}", RATIO_OF_SIZE, of_staff)
    yield Aim("second start of `make run`, of BASE", 1, of_job("start", figures))
    yield Aim("index, of BASE", 0.2, of_job("index", figures))


def of_job(title, figures):
    """What a job took of the processor, of BASE."""
    these, others = ({"": figures.jobs[name].cpu} if name in figures.jobs else {} for name in (title, f"{title} of BASE"))
    return ratios(these, others)


def ratios(these, others):
    return {title: value / others[title] for title, value in these.items() if others.get(title)}


def table_of_aims(figures, plan):
    headings = [each.version for each in figures.values()]
    lines = [row("", "to reach", *headings), "|---|--:|" + "---|" * len(headings)]
    for same in zip(*(aims(each, plan) for each in figures.values()), strict=True):
        if any(aim.ratios for aim in same):
            lines.append(row(same[0].title, f"≤ {same[0].limit:g}×", *map(verdict, same)))
    crowds = [each.crowd for each in figures.values()]
    if all(crowds):
        lines.append(row("home pages a second, one worker, warm", "≥ 600", *(f"{crowd.per_second:.0f}" for crowd in crowds)))
        lines.append(row("p99 of these at 16 connections", "< 60 ms", *(f"{1000 * crowd.p99:.0f} ms" for crowd in crowds)))
    return "\n".join(lines)


def verdict(aim):
    """The greatest ratio, and where it misses how many do."""
    if not aim.ratios:
        return NOT_MEASURED
    worst = sorted(aim.ratios.items(), key=lambda item: -item[1])
    missing = [item for item in worst if item[1] > aim.limit]
    if not missing:
        return f"all: at most {worst[0][1]:.2f}"
    named = ", ".join(f"{title} {value:.2f}".strip() for title, value in missing[:PAGES_NAMED])
    return f"**{len(missing)} of {len(worst)} above**: {named}" + (" …" if len(missing) > PAGES_NAMED else "")


def table_of_pages(figures, plan):
    headings = (
        "kB", "queries", "BASE", "fixtures", "changed", "changed : BASE", plan.full, plan.size, f"{plan.size} : {plan.full}", "changed",
        "warm", "warm : bare",
    )  # fmt: skip
    lines = [row(f"{figures.version}, ms of a worker", *headings), "|---|" + "--:|" * len(headings)]
    for title in (kind.title for kind in PAGE_KINDS):
        size, queries = figures.counted[title]
        base, fixtures, changed = (part.get(title) for part in (figures.base, figures.fixtures, figures.fixtures_changed))
        full, many, many_changed = (part.get(title) for part in (figures.full, figures.many, figures.many_changed))
        warm = figures.warm.get(title)
        lines.append(
            row(
                title,
                rounded(size / 1000),
                queries,
                *map(rounded, (base, fixtures, changed)),
                ratio(changed, base),
                *map(rounded, (full, many)),
                ratio(many, full),
                *map(rounded, (many_changed, warm)),
                ratio(warm, figures.bare),
            )
        )
    lines.append(row("bare view", "25.0", 0, *[NOT_MEASURED] * (len(headings) - 4), rounded(figures.bare), "1.00"))
    return "\n".join(lines)


def pages_that_ask_more(figures):
    """A line of each page that asks more queries with SIZE than with pages that are just full."""
    for title, (_bytes, queries) in figures.counted.items():
        if queries > figures.counted_full[title][1]:
            yield f"{title} asks {queries} queries, and {figures.counted_full[title][1]} where there are fewer records"


def table_of_jobs(figures):
    lines = [row(figures.version, "s", "s of processor", "MB at most"), "|---|--:|--:|--:|"]
    for title, ran in figures.jobs.items():
        lines.append(row(title, rounded(ran.seconds or None), rounded(ran.cpu), rounded(ran.memory / 1e6 or None)))
    return "\n".join(lines)


def row(*cells):
    return "| " + " | ".join(map(str, cells)) + " |"


def rounded(value):
    return NOT_MEASURED if value is None else f"{value:,.1f}" if value >= 1 else f"{value:.2f}"


def ratio(value, other):
    return NOT_MEASURED if not value or not other else f"{value / other:.2f}"
