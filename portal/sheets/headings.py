"""Where the headings of a sheet stand, in one row or several, and what they are: told by their words and by their shape."""

import re
import unicodedata

from portal.sheets.cells import CellSort, SheetCell
from portal.sheets.files.books import letters_of

SEARCHED = 40  # rows in which the headings are looked for
MOST_HEADER_ROWS = 3
LONGEST_HEADING = 60  # characters
MONEY_IN_HEADING = "元|美元|港元|欧元|日元|英镑"
UNIT_IN_HEADING = re.compile(rf"[(（\[【](?:单位[:：])?\s*([十百千]?[千万亿]?(?:人|{MONEY_IN_HEADING})|[十百千]?[千万亿])\s*[)）\]】]")
CHANGES_SIZE = re.compile("[十百千万亿]")
SHARE_OF_COLUMNS = 0.6  # that a row of unknown headings names at least


def plain_heading(text):
    """A heading as it is compared: without spaces, signs and what stands in brackets, "名 称（必填）*" → "名称"."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", "", re.sub(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】", "", plain)) or re.sub(r"[\W_]+", "", plain)


def line_in(cell):
    return re.sub(r"\s+", " ", cell.text).strip()


def cell_at(cells, column):
    """The cell of a column, from 0; an empty one beyond the end of the row."""
    return cells[column] if 0 <= column < len(cells) else SheetCell()


def own_cells(cells):
    """The cells of a row that hold anything, a merged one once."""
    seen = set()
    for cell in cells:
        if cell.sort is CellSort.EMPTY or (cell.merged and cell.merged in seen):
            continue
        seen.add(cell.merged)
        yield cell


def is_heading(cell):
    """Whether a cell may hold a heading: a short text, neither number nor date, and no “填表人：…”."""
    text = line_in(cell)
    is_short = cell.sort is CellSort.TEXT and 0 < len(text) <= LONGEST_HEADING
    return is_short and not re.fullmatch(r"[\d\s.,/%-]+|[^:：(（]+[:：].+", text)


def header_at(rows, place):
    """The row at a place of `rows`, and those below that go on with its headings."""
    header = [rows[place]]
    for row in rows[place + 1 : place + MOST_HEADER_ROWS]:
        if not goes_on(header[-1][1], row[1]):
            break
        header.append(row)
    return header


def goes_on(upper, lower):
    """Whether a row names parts of the columns of the row above, as 开始 and 结束 below 展览时间: all that it holds are headings below one
    that stands over several columns, and some of the columns above have no parts, or all of them are merged."""
    columns = range(max(len(upper), len(lower)))
    pairs = [(column, cell_at(upper, column), cell_at(lower, column)) for column in columns]
    own = [column for column, above, cell in pairs if cell.sort is not CellSort.EMPTY and not is_one(above, cell)]
    return (
        bool(own)
        and len(list(own_cells(upper))) > 1
        and all(is_heading(lower[column]) and is_in_group(upper, column, own) for column in own)
        and (
            any(above.sort is not CellSort.EMPTY and column not in own for column, above, _cell in pairs)
            or all(above.merged and is_heading(above) for above in own_cells(upper))
        )
    )


def is_one(upper, lower):
    """Whether two cells are of one that is merged down."""
    return bool(upper.merged) and upper.merged == lower.merged


def is_in_group(upper, column, own):
    """Whether the heading of a column stands over others as well: merged, written again beside it, or with a gap beside it."""
    text = plain_heading(cell_at(upper, column).text)
    if not text:
        return any(cell_at(upper, other).text for other in range(column))
    beside = [plain_heading(cell_at(upper, other).text) for other in (column - 1, column + 1)]
    return text in beside or (not beside[1] and column + 1 in own)


def found_header(rows, known):
    """(place in `rows`, its header) of the headings: those with most of the `known` ones, else the first that name most columns of the
    list; None where there are none."""
    width = max((len(list(own_cells(cells))) for _number, cells in rows), default=0)
    best, most = None, 0
    for place, (_number, cells) in enumerate(rows):
        header = header_at(rows, place)
        hits = len({plain_heading(text) for text in heading_texts(header)} & known)
        if hits > most and (hits > 1 or len(list(own_cells(cells))) > 1 or width == 1):
            best, most = (place, header), hits
    if most > 1:
        return best
    for place, (_number, cells) in enumerate(rows[: best[0] if best else None]):
        own = list(own_cells(cells))
        if len(own) >= max(2, SHARE_OF_COLUMNS * width) and all(map(is_heading, own)):
            return place, header_at(rows, place)
    return best


def heading_texts(header):
    yield from (cell.text for _number, cells in header for cell in cells if is_heading(cell))
    yield from headings_of(header).values()


def headings_of(header):
    """{letters of a column: its heading}, of one to three rows: the parts that differ, one after the other."""
    headings, carried = {}, [""] * len(header)
    for column in range(max(len(cells) for _number, cells in header)):
        texts = [line_in(cell_at(cells, column)) for _number, cells in header]
        for level, text in enumerate(texts):
            if text:
                carried[level:] = [text] + [""] * (len(header) - level - 1)
            elif any(texts[level + 1 :]):
                texts[level] = carried[level]  # the heading of a group, which stands over its first column alone where nothing is merged
        parts = [text for level, text in enumerate(texts) if text and plain_heading(text) not in map(plain_heading, texts[:level])]
        headings[letters_of(column + 1)] = " ".join(parts)
    return headings


def unit_in(heading):
    """The unit of a heading that changes the size of its numbers: "金额（万元）" → "万元"; empty where there is none."""
    found = UNIT_IN_HEADING.search(heading)
    return found[1] if found and CHANGES_SIZE.search(found[1]) else ""
