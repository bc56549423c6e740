"""Chinese forms show a date as the English ones do; Django's own forms are partly codes of another language (“%Y年%n月%j日”).
Where digits are grouped, they are by threes, as in 1,410 (GB/T 15835)."""

DATE_INPUT_FORMATS = ["%Y-%m-%d"]
DATETIME_INPUT_FORMATS = ["%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"]
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
