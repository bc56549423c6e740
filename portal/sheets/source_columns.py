"""The sheet of sources."""

from django.utils.translation import gettext_lazy as _

from portal.models import Source
from portal.sheets.column_makers import of_field
from portal.sheets.record_columns import record_sheet

record_sheet(
    Source,
    of_field(Source, "publisher_zh", headings=("发布单位", "发布机构", "媒体", "刊物"), is_public=True, width=30),
    of_field(Source, "publisher_en", headings=("Publisher", "英文发布单位"), is_public=True, width=30),
    of_field(Source, "author", headings=("作者", "记者", "Author"), is_public=True),
    of_field(Source, "editor", headings=("编辑", "责任编辑", "Editor"), is_public=True),
    of_field(Source, "issued_on", headings=("发布日期", "日期", "发布时间", "刊发日期", "Date", "Issued"), is_public=True),
    of_field(Source, "url", headings=("网址", "链接", "原文链接", "URL", "Link"), is_public=True),
    of_field(Source, "speaker_zh", headings=("发言人", "发言单位"), is_public=True),
    of_field(Source, "speaker_en", headings=("Speaker",), is_public=True),
    of_field(Source, "about_zh", headings=("来源说明",), is_public=True),
    of_field(Source, "about_en", headings=("About",), is_public=True),
    english=("Title", "Source"),
    chinese=("标题", "来源名称", "文件名称", "题名", "来源"),
    kind_headings=("来源类型",),
    place=180,
    code="sources",
    label=_("sources"),
    example={
        "name_zh": "示例通知",
        "name_en": "Example notice",
        "kind": Source.KINDS[0].label,
        "publisher_zh": "示例日报",
        "issued_on": "2025-05-21",
    },
)
