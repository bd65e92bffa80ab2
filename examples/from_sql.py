"""数字来自数据库：python examples/from_sql.py 报告.docx"""

import sqlite3
import sys

import gkdoc
from gkdoc.model import Applications, OtherMatters, Overview, Proactive, Problems, Remedies

database = sqlite3.connect(":memory:")
database.executescript(
    """CREATE TABLE request (result TEXT, applicant TEXT);
    INSERT INTO request VALUES ('granted', 'natural_person'), ('granted', 'business'),
        ('denied.deliberation', 'natural_person'), ('carried_out', 'natural_person');"""
)
records = database.execute(
    """SELECT 'received', applicant, count(*) FROM request GROUP BY applicant
    UNION ALL SELECT result, applicant, count(*) FROM request GROUP BY result, applicant"""
).fetchall()
database.close()

report = gkdoc.Report(
    agency="云川市水利局",
    year=2024,
    overview=Overview("（一）依申请公开。本年新收申请〖申请·本年新收·总计〗件。"),
    proactive=Proactive.of({}, rest=0),
    applications=Applications.from_records(records, rest=0),
    remedies=Remedies.of({}, rest=0),
    problems=Problems("存在的主要问题：解读形式不多。\n改进情况：今年增加图解。"),
    other_matters=OtherMatters("本年度没有收取信息处理费。"),
)
gkdoc.build(report, verify=True).save(sys.argv[1])
