"""References in prose, 〖申请·本年新收·总计〗: their names, figures and rules."""
