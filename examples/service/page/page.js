// Everything that a file holds is put into the page as text (textContent), never as HTML.

import { show } from "./report.js";

const WEIGHTS = { error: "错误", warning: "警告", information: "说明" };
const FIELDS = ["report", "previous", "template"];

const element = (id) => document.getElementById(id);
const chosen = {};
let round = 0;
let largest = Infinity;
let title = "报告";
let known = [];

for (const field of FIELDS) {
  const input = element(field);
  const box = input.closest("label");
  input.addEventListener("change", () => input.files.length > 0 && choose(field, input.files[0]));
  box.querySelector("button")?.addEventListener("click", () => {
    input.value = "";
    choose(field, undefined);
  });
  for (const event of ["dragenter", "dragover"]) {
    box.addEventListener(event, (drag) => {
      drag.preventDefault();
      box.classList.add("over");
    });
  }
  box.addEventListener("dragleave", () => box.classList.remove("over"));
  box.addEventListener("drop", (drop) => {
    drop.preventDefault();
    box.classList.remove("over");
    if (drop.dataTransfer.files.length > 0) {
      choose(field, drop.dataTransfer.files[0]);
    }
  });
}
// A file that misses its box must not replace the page.
for (const event of ["dragover", "drop"]) {
  window.addEventListener(event, (drag) => drag.preventDefault());
}
element("again").addEventListener("click", check);
for (const button of document.querySelectorAll("[data-verb]")) {
  button.addEventListener("click", () => download(button));
}
fetch("api/health").then((answer) => answer.json()).then((health) => {
  largest = health.largest;
}).catch(() => say("连接不上服务"));

function choose(field, file) {
  chosen[field] = file;
  const box = element(field).closest("label");
  element(`${field}-name`).textContent = file ? `已选：${file.name}` : "";
  box.classList.toggle("chosen", Boolean(file));
  box.querySelector("button")?.toggleAttribute("hidden", !file);
  if (field === "template") {
    inspect();
  } else if (chosen.report) {
    check();
  }
}

async function check() {
  const mine = ++round;
  say("正在检查……");
  complain([]);
  element("products").hidden = true;
  element("result").hidden = true;
  const answer = await send("check?show=true", ["report", "previous"]);
  if (mine !== round) {
    return; // Another file was chosen meanwhile.
  }
  if (answer.error) {
    refuse(answer.error);
    return;
  }
  title = answer.report.title;
  known = answer.findings.map(({ message }) => message);
  document.title = `${title} – 检查结果`;
  show(answer, element("findings").querySelector("ol"), element("shown"));
  const errors = answer.findings.filter((finding) => finding.severity === "error").length;
  say(summary(answer, errors));
  for (const verb of ["build", "pdf", "html"]) {
    document.querySelector(`[data-verb=${verb}]`).disabled = errors > 0;
  }
  document.querySelector("[data-verb=review]").disabled = answer.findings.length === 0;
  element("products").hidden = false;
  element("result").hidden = false;
}

function summary(answer, errors) {
  const whose = `${answer.agency}，${answer.year} 年度`;
  if (answer.findings.length === 0) {
    return `${whose}：没有发现问题`;
  }
  const counts = Object.entries(WEIGHTS).map(([severity, name]) => {
    const count = answer.findings.filter((finding) => finding.severity === severity).length;
    return `${name} ${count} 项`;
  });
  const first = errors > 0 ? "。改正错误以后才能生成报告" : "";
  return `${whose}：${counts.join("，")}${first}`;
}

async function inspect() {
  const list = element("contract").querySelector("ul");
  list.replaceChildren();
  element("contract").hidden = true;
  if (!chosen.template) {
    return;
  }
  const answer = await send("template", ["template"]);
  if (answer.error) {
    refuse(answer.error);
    return;
  }
  const verdict = answer.usable ? "模板可以使用" : "模板不能使用，请按下面的说明修改";
  list.append(item(verdict, answer.usable ? "information" : "error"));
  for (const { severity, rule, label, message } of answer.findings) {
    list.append(item(`${WEIGHTS[severity]} ${rule}　${label ? `${label}：` : ""}${message}`, severity));
  }
  element("contract").hidden = false;
}

async function download(button) {
  const { verb, suffix } = button.dataset;
  say(`正在${button.textContent}……`);
  complain([]);
  button.disabled = true;
  const answer = await send(verb, verb === "review" ? ["report", "previous"] : FIELDS);
  button.disabled = false;
  if (answer.error) {
    refuse(answer.error);
    return;
  }
  if (!answer.document) {
    say("检查发现错误，没有生成");
    complain(answer.findings.filter((finding) => finding.severity === "error"));
    return;
  }
  const bytes = Uint8Array.from(atob(answer.document), (sign) => sign.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes]));
  link.download = `${title}${suffix}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  say(`已下载 ${link.download}`);
  // What making it has brought up: faces that are not there, what a template lacks.
  complain(answer.findings.filter(({ message }) => !known.includes(message)), "information");
}

async function send(verb, fields) {
  const form = new FormData();
  let size = 0;
  for (const field of fields) {
    if (chosen[field]) {
      form.append(field, chosen[field], chosen[field].name);
      size += chosen[field].size;
    }
  }
  if (size > largest) {
    const most = Math.floor(largest / 2 ** 20);
    return { error: { message: `文件太大，合起来不能超过 ${most} MB`, problems: [] } };
  }
  try {
    const headers = { Accept: "application/json" };
    const answer = await fetch(`api/${verb}`, { method: "POST", body: form, headers });
    return await answer.json();
  } catch {
    const message = "连接不上服务，或者文件在选择以后改动过：请重新选择文件再试";
    return { error: { message, problems: [] } };
  }
}

function refuse(error) {
  say("没有完成");
  complain(error.problems.length > 0 ? error.problems : [{ message: error.message }]);
}

function complain(problems, severity = "error") {
  const list = element("trouble").querySelector("ul");
  list.replaceChildren(...problems.map((problem) => {
    const line = problem.location?.line;
    const column = problem.location?.column;
    const where = line ? `第 ${line} 行第 ${column} 列：` : problem.place ? `${problem.place}：` : "";
    return item(`${where}${problem.message}`, severity);
  }));
  element("trouble").hidden = problems.length === 0;
}

function item(words, severity) {
  const line = document.createElement("li");
  line.className = `finding ${severity}`;
  line.textContent = words;
  return line;
}

function say(words) {
  element("status").textContent = words;
}
