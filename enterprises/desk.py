"""Sections of the desk: deadlines of rights."""

from enterprises.tasks.desk import deadlines_section
from portal.desk.added_sections import register_section

register_section(10, deadlines_section)
