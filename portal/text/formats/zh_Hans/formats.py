"""Chinese forms show a date as the English ones do; Django's own forms are partly codes of another language (“%Y年%n月%j日”)."""

DATE_INPUT_FORMATS = ["%Y-%m-%d"]
DATETIME_INPUT_FORMATS = ["%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"]
