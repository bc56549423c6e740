"""Reads an official list as it is pasted: no row is left out, and no name is made up.

A row is a heading, a name, several names, or the rest of a name that was broken at the end of a line. Which names are on record
helps to tell the last two apart.
"""

import re

from initiatives.official_lists import words
from initiatives.official_lists.counts import count_names
from initiatives.official_lists.entries import Entry, Sort
from initiatives.official_lists.words import HAN_CHARACTER, half_width, is_body, is_place

BETWEEN_CELLS = re.compile(
    r"\t+|[ \u00a0]{2,}|\u3000+|\s*\|\s*|(?<=[\u4e00-\u9fff)）\d\"]),(?=[\u4e00-\u9fff\"])|(?<=[省市区])[:：](?=[\u4e00-\u9fff]{4})"
)
LETTER_SPACED = re.compile(r"(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff][ \u00a0\u3000]+){2,}[\u4e00-\u9fff](?![\u4e00-\u9fff])")  # 甘 肃 省
BULLET = re.compile(r"^\s*(?:[•●○◆◇■□▪▫►▶➢➤✓✔·‧∙◦\uf0b7\uf06c\uf0d8]\s*|[-–—*+o]\s+)(?=\S)")
BEFORE_A_PROVINCE = re.compile(
    rf"(?:(?<=Ltd\.)|(?<=Ltd)|(?<=Inc\.)|(?<=Group)) +(?=(?:{'|'.join(words.ENGLISH_PROVINCES.split(','))})(?: Province)?$)"
)
BETWEEN_CHINESE = re.compile(r"(?<=[\u4e00-\u9fff)）])\s+(?=[\u4e00-\u9fff(（])")
AFTER_A_NUMBER = re.compile(r"^(\(?\d{1,5}\)?[.、]?)\s+(?=\S)")
BETWEEN_NAMES = (re.compile(r"\s*[、/;,|]\s*"), re.compile(r"[和与及]"))
BETWEEN_ENGLISH_NAMES = (re.compile(r"\s*[/;|]\s*"), re.compile(r"\s+and\s+", re.IGNORECASE))
RUN_TOGETHER = re.compile(r"(?<=公司)(?=[\u4e00-\u9fff]{4,}公司$)")
CREDIT_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")
SAYS_NOTHING = re.compile(r"[\d.,%/-]*|是|否|有|无|新增|续|续报|复核")
SHORTEST_PROJECT = 3  # characters


def heading_of(spaced, compact):
    """(sort, count) of a row that is a heading; None where it is a name."""
    bare = without_number(spaced)
    if words.RULE.fullmatch(spaced) or words.PAGE.fullmatch(spaced):
        return Sort.PAGE, None
    if words.HEADS_TOGETHER.fullmatch(compact) or words.HEADS_OF_A_TABLE.fullmatch(spaced) or begins_a_head(spaced):
        return Sort.HEAD, None
    if counting := counted_heading(bare):
        return counting
    if is_place(bare):
        return Sort.PLACE, None
    if words.REMARK_ROW.fullmatch(spaced):
        return Sort.REMARK, None
    if spaced[0].isdigit() and bare != spaced:
        return None
    if words.TITLE_OF_LIST.fullmatch(spaced) or words.TITLE_OF_LIST.fullmatch(compact):
        return Sort.TITLE, None
    if words.SECTION.fullmatch(compact if HAN_CHARACTER.search(compact) else spaced):
        return Sort.SECTION, None
    return None


def without_number(text):
    """What a row says behind its own number: "一、甘肃省" → "甘肃省"."""
    found = words.LINE_NUMBER.match(text)
    return text[found.end() :] if found else text


def counted_heading(text):
    """(sort, count) of a heading that counts names: "甘肃省(2家)", "共2家", "Gansu (2)"; None where it is none."""
    for pattern in (words.COUNT, words.BARE_COUNT, words.COUNT_BEHIND_A_PLACE):
        if not (found := pattern.fullmatch(text)):
            continue
        of, count = found["of"].strip(" :("), words.in_digits(found["count"])
        if count is None:
            continue
        if words.SUBTOTAL.search(text):
            return Sort.SUBTOTAL, count
        if words.TOTAL.fullmatch(of):
            return Sort.TOTAL, count
        if is_place(of):
            return Sort.PLACE, count
        is_section = words.SECTION.fullmatch(of.replace(" ", "")) or words.SECTION.fullmatch(of)
        if is_section or (pattern is words.COUNT and words.TITLE_OF_LIST.fullmatch(of)):
            return Sort.TITLE if words.TITLE_OF_LIST.fullmatch(of) else Sort.SECTION, count
    return None


def begins_a_head(spaced):
    """Whether a row is the head of a table, whatever its other columns are called: "序号 企业名称 推荐处室"."""
    return bool(words.HEAD_BY_ITS_FIRST.fullmatch(spaced)) and not is_body(spaced)


def without_bullet(row):
    return BULLET.sub("", row)


def close_up(row):
    """`row` with words that were set wide as one: "甘 肃 省（2家）" → "甘肃省（2家）"."""
    return LETTER_SPACED.sub(lambda found: re.sub(r"\s", "", found[0]), row)


def columns_of(row):
    """The cells of a row: "12  甘肃演艺集团有限责任公司 甘肃省" → ["12", "甘肃演艺集团有限责任公司", "甘肃省"]."""
    cells = [half_width(cell).strip().strip('"').strip() for cell in BETWEEN_CELLS.split(without_bullet(row).strip())]
    parts = [
        part.rstrip("。;,") if HAN_CHARACTER.search(part) else part
        for cell in cells
        for between in BETWEEN_CHINESE.split(cell)
        for part in BEFORE_A_PROVINCE.split(between)
    ]
    found = []
    for part in parts:
        if found and HAN_CHARACTER.search(part) and HAN_CHARACTER.search(found[-1]) and words.LEGAL_FORM_ALONE.fullmatch(part):
            found[-1] += part
        else:
            found.append(part)
    if found and (number := AFTER_A_NUMBER.match(found[0])):
        found[:1] = [number[1], found[0][number.end() :]]
    return [cell for cell in found if cell]


def split_names(cell):
    """The names of bodies that stand in one cell; the cell itself where it holds no several."""
    parts = [cell]
    for separator in BETWEEN_NAMES if HAN_CHARACTER.search(cell) else BETWEEN_ENGLISH_NAMES:
        parts = [name for part in parts for name in only_bodies(separator.split(part), part)]
    return [name for part in parts for name in only_bodies(RUN_TOGETHER.split(part), part)]


def only_bodies(parts, whole):
    parts = [part.strip() for part in parts if part.strip()]
    are_names = len(parts) > 1 and all(is_body(part) and not words.LEGAL_FORM_ALONE.fullmatch(part) for part in parts)
    return parts if are_names and not any(words.BRANCH.search(part) for part in parts[1:]) else [whole]


class Reader:
    """Reads one text. `is_known` says of a name whether somebody of that name is on record."""

    def __init__(self, text, is_known=lambda name: False):
        self.rows, self.is_known = re.split(r"\r\n|\r|\n", text), is_known
        self.entries, self.is_of_projects, self.pending = [], False, None
        self.is_adjacent = self.was_adjacent = False  # whether a name may go on in this row, or might before the blank rows above it

    def read(self):
        for place, row in enumerate(self.rows, start=1):
            if half_width(row).strip():
                self.take(place, row)
            elif not (self.entries and self.entries[-1].sort == Sort.PAGE):
                self.was_adjacent, self.is_adjacent = self.is_adjacent or self.was_adjacent, False
        self.drop_pending()
        count_names(self.entries)
        return self.entries

    def take(self, place, row):
        closed = close_up(row)
        spaced = re.sub(r"\s+", " ", half_width(closed)).strip()
        last = self.entries[-1] if self.entries else None
        is_rest = last and last.is_name and self.is_adjacent and not last.is_complete and words.LEGAL_FORM_ALONE.fullmatch(spaced)
        heading = None if is_rest else self.heading_of(spaced)
        if heading:
            self.drop_pending()
            self.add_heading(place, row, *heading)
        elif words.NUMBER_ALONE.fullmatch(spaced):
            self.drop_pending()
            self.pending = place, row, re.sub(r"\D", "", spaced) or str(words.in_digits(spaced.strip("()")) or "")
        else:
            self.add_names(place, row, columns_of(closed))

    def heading_of(self, spaced):
        """(sort, count) of a row that is a heading, be it one with a bullet, or one whose words are known for their count alone."""
        bare = without_bullet(spaced)
        if heading := heading_of(spaced, spaced.replace(" ", "")) or heading_of(bare, bare.replace(" ", "")):
            return heading
        found = words.COUNT_IN_BRACKETS.fullmatch(bare)
        if found and not is_body(found["of"]) and not self.is_known(found["of"]) and not words.LINE_NUMBER.match(bare):
            return Sort.PLACE, words.in_digits(found["count"])
        return None

    def drop_pending(self):
        """A number that stood alone in its row, and no name came after it: that of a page."""
        if self.pending:
            place, row, _number = self.pending
            self.entries.append(Entry(Sort.PAGE, place, place, row))
            self.pending = None

    def add_heading(self, place, row, sort, count):
        last = self.entries[-1] if self.entries else None
        is_begun = last and last.is_name and self.is_adjacent and not last.number and not last.is_complete
        if sort == Sort.TITLE and is_begun and not any(self.is_known(name) for name in last.variants()):
            last.sort, last.names = Sort.TITLE, []  # a title of two lines
        if sort == Sort.HEAD:
            self.is_of_projects = bool(re.search(words.OF_A_PROJECT, half_width(row), re.IGNORECASE))
        elif sort == Sort.TITLE and ("项目" in row) != ("企业" in row):
            self.is_of_projects = "项目" in row
        self.entries.append(Entry(sort, place, place, row, count=count))
        # a name may go on behind the number of a page, and the blank rows around it
        self.is_adjacent, self.was_adjacent = (self.is_adjacent or self.was_adjacent) and sort == Sort.PAGE, False

    def add_names(self, place, row, cells):
        if self.pending and words.LEGAL_FORM_ALONE.fullmatch(" ".join(cells)):
            self.drop_pending()  # the number of a page within a name
        whole, (number, cells) = cells[:1], self.take_number(cells)
        first_row, text = place, row
        if self.pending:
            first_row, alone, pending_number = self.pending
            if number:
                self.drop_pending()
                first_row = place
            else:
                number, text, self.pending = pending_number, f"{alone}\n{row}", None
        code = next((cell for cell in cells if CREDIT_CODE.fullmatch(cell)), "")
        told = [cell for cell in cells if cell != code and not is_place(cell) and not SAYS_NOTHING.fullmatch(cell)] or cells[:1]
        last = next((entry for entry in reversed(self.entries) if entry.sort != Sort.PAGE), None)
        is_next = self.is_adjacent or (told and words.LEGAL_FORM_ALONE.fullmatch(told[0]))  # which is nobody's name by itself
        if not number and told and is_next and last and last.is_name and self.goes_on(last, told[0]):
            last.join(told[0], place, row)
            last.names += told[1:2] if self.is_of_projects and is_body(told[-1]) else []
        elif not number and self.is_adjacent and self.is_company_of(last, told):
            last.names.append(told[0])
            last.last_row, last.text = place, f"{last.text}\n{row}"
        elif not number and self.is_adjacent and self.is_rest_of_a_project(last, told):
            last.join(told[0], place, row)
            last.names += split_names(told[1])
        else:
            groups = self.grouped(told)
            for names in groups:
                others = whole if number and whole[0].endswith(names[0]) else []  # a name may itself begin with a number
                self.entries.append(Entry(Sort.NAME, first_row, place, text, names, number, code, others, is_split=len(groups) > 1))
        self.is_adjacent, self.was_adjacent = True, False

    def take_number(self, cells):
        if cells and words.NUMBER_ALONE.fullmatch(cells[0]) and len(cells) > 1:
            digits = re.sub(r"\D", "", cells[0])
            return digits or str(words.in_digits(cells[0].strip("()")) or ""), cells[1:]
        found = words.LINE_NUMBER.match(cells[0]) if cells else None
        if found and cells[0][found.end() :].strip() and not self.is_known(cells[0]):
            number = words.in_digits(next(each for each in found.groups() if each))
            return str(number or ""), [cells[0][found.end() :].strip(), *cells[1:]]
        return "", cells

    def goes_on(self, last, rest):
        """Whether `rest` is that of the name of the entry before it."""
        name = last.names[-1]
        if words.LEGAL_FORM_ALONE.fullmatch(rest) or name.count("(") > name.count(")"):
            return True
        if last.is_complete or self.is_known(rest) or (self.is_known(name) and not self.is_known(name + rest)):
            return False
        joined = name + rest if HAN_CHARACTER.search(name) else f"{name} {rest}"
        if self.is_known(joined):
            return True
        begins, ends = bool(words.BEGINS_A_REST.match(rest)), is_body(joined)
        if begins and (ends or bool(last.number) or re.search(r"(?:有限|责任|股份)$", rest)):
            return True
        return bool(last.number) and ends and not self.is_of_projects and not begins_with_a_place(rest)

    def is_company_of(self, last, told):
        """Whether a row names the body whose project stands in the row before it."""
        if not (self.is_of_projects and last and last.is_name and last.number and len(last.names) == 1 and told):
            return False
        return not is_body(last.names[0]) and is_body(told[0])

    def is_rest_of_a_project(self, last, told):
        """Whether a row has the rest of the project of the row before it, and its body: "…海外推广" / "工程  读者出版集团"."""
        if not (self.is_of_projects and last and last.is_name and last.number and len(last.names) == 1 and len(told) == 2):
            return False
        return not is_body(last.names[0]) and not is_body(told[0]) and is_body(told[1]) and not self.is_known(told[0])

    def grouped(self, told):
        """The names of each entry of a row: those of a project and of its body are one."""
        if len(told) > 1 and not is_body(told[0]) and is_body(told[1]) and len(told[0]) >= SHORTEST_PROJECT:
            return [[told[0], *split_names(told[1])]]
        if self.is_of_projects and len(told) > 1 and (is_body(told[1]) or not any(map(is_body, told))):
            return [[told[0], *split_names(told[1])]]
        bodies = [name for cell in told for name in split_names(cell) if is_body(name)]
        return [[name] for name in bodies] if len(bodies) > 1 else [bodies or told[:1]]


def begins_with_a_place(name):
    return bool(re.match(rf"(?:{'|'.join(words.SHORT_PROVINCES.split())})|[\u4e00-\u9fff]{{2,3}}[省市州县]", name))


def read(text, is_known=lambda name: False):
    """The entries of a pasted text, in its order; every row with anything in it is in one of them."""
    return Reader(text, is_known).read()


def rows_left_out(text, entries):
    """The numbers of rows with text that no entry holds: there are none, and the page proves it."""
    held = {row for entry in entries for row in range(entry.first_row, entry.last_row + 1)}
    rows = re.split(r"\r\n|\r|\n", text)
    return [place for place, row in enumerate(rows, start=1) if half_width(row).strip() and place not in held]
