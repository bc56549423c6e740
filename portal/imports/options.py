"""What staff choose for an import as a whole: the keys of `SheetImport.options`. The pages write them, reading and writing follow them."""

EMPTY_CLEARS = "empty_clears"  # true: an empty cell of a named column empties the field; else it changes nothing
ONLY_RIGHT = "only_right"  # true: rows that are right are written though others are wrong; else none are while one is wrong
AS_SOURCE = "as_source"  # true: the sheet becomes a source with the confirmation, its rows passages of it
TYPED = "typed"  # {place of a cell, such as C5: text that a person typed in place of what stands there}; read as a cell of text
FOR_ALL = "for_all"  # {letters of a column: {text of its cells: text that a person typed in place of all of these}}
SAME_IN_ALL = "same_in_all"  # {key of a column that the sheet lacks: text that stands for a cell of it in all rows}
MEANT_AS_IT_IS = "meant"  # [the answer of a question]: what is asked of a row, as forms ask, is meant as it stands; see `form_rules`

# what is chosen for one row, beside the key of a candidate: `ImportedRow.choice`
AS_NEW = "new"  # none of those that are like it
LEAVE = "leave"  # not written at all
# empty: not chosen yet, which of a row that is like one we have means that it is not written
