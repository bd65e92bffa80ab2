"""组装一份报告，检查，生成：python examples/assemble.py 报告.docx"""

import datetime
import sys

import gkdoc
from gkdoc.model import (
    Applications,
    Organ,
    OtherMatters,
    Overview,
    Proactive,
    Problems,
    Remedies,
    Signature,
)

OVERVIEW = """（一）主动公开。本年公开政府信息312条。
（二）依申请公开。本年新收申请〖申请·本年新收·总计〗件，结转下年度〖申请·结转下年度·总计〗件。
（三）政府信息管理。信息公开前逐条审查，定期清理。
（四）平台建设。网站设有信息公开专栏，专人维护。
（五）监督保障。信息公开纳入年度考核，全年培训两次。"""

report = gkdoc.Report(
    agency="云川市水利局",
    year=2024,
    organ=Organ(kind="department", level="city"),
    overview=Overview(OVERVIEW),
    proactive=Proactive.of(
        {
            "normative_documents": {"issued": 4, "repealed": 1, "in_force": 36},
            "licensing": {"decisions": 1205},
        },
        rest=0,  # 其余各格都是 0
    ),
    applications=Applications.of(
        {
            "received": {"natural_person": 32, "business": 4},
            "granted": {"natural_person": 28, "business": 4},
            "denied": {"deliberation": {"natural_person": 2}},
            "carried_out": {"natural_person": 2},
        },
        rest=0,  # 总计由程序计算
    ),
    remedies=Remedies.of({}, rest=0),
    problems=Problems("存在的主要问题：解读形式不多。\n改进情况：今年增加图解，加强培训。"),
    other_matters=OtherMatters("本年度没有收取信息处理费。"),
    signature=Signature("云川市水利局", datetime.date(2025, 1, 10)),
)
built = gkdoc.build(report, verify=True)
for finding in built.findings:
    print(finding.severity.value, finding.rule, finding.label, finding.message)
built.save(sys.argv[1])
