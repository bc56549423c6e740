"""The words that lead to what may be licensed and to brands, marks and enterprises."""

from django.utils.translation import gettext_lazy as _

from enterprises.kinds import ENTERPRISES, ORGANIZATIONS, TRADEMARKS
from portal.search.answers import leads_to
from portal.search.understanding import are_words_for

leads_to(
    "licensing",
    _("Licensing"),
    "licensing, license, licensee, licensor, royalty, merchandising, exclusivity, customs, recordal, "
    "授权, 许可, 特许, 被授权, 独家, 衍生品, 海关, 备案, 海关备案, 知识产权海关保护",
)
leads_to(
    TRADEMARKS.address,
    TRADEMARKS.title,
    "trademark, trade mark, brand, intellectual property, copyright, registration, ip, 商标, 品牌, 知识产权, 版权, 著作权, 注册, 注册商标",
)
leads_to(ENTERPRISES.address, ENTERPRISES.title, "enterprise, company, supplier, manufacturer, 企业, 公司, 厂家, 供应商", only_alone=True)

are_words_for(ENTERPRISES, "enterprise, company, firm, supplier, manufacturer, 企业, 公司, 厂家, 供应商")
are_words_for(ORGANIZATIONS, "organization, institution, partner, 机构, 单位, 合作方")
are_words_for(TRADEMARKS, "trademark, trade mark, brand, ip, intellectual property, 商标, 品牌, 知识产权")
