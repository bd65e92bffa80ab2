// docx as its manual shows: describe sections, paragraphs and tables, and pack them.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { measured } from "./timing.mjs";

const [folder, times] = [process.argv[2], Number(process.argv[3])];
const require = createRequire(path.join(folder, "node", "package.json"));
const { Document, Packer, Paragraph, Table, TableCell, TableRow, TextRun } = require("docx");
const content = JSON.parse(fs.readFileSync(path.join(folder, "document.json"), "utf8"));

const paragraph = (item) =>
  new Paragraph({
    style: item.style.id,
    children: item.runs.map((run) => new TextRun({ text: run.text, style: run.style?.id })),
  });

const table = (item) =>
  new Table({
    rows: item.rows.map(
      (row) =>
        new TableRow({
          children: row.map(
            (cell) =>
              new TableCell({
                columnSpan: cell.columns,
                rowSpan: cell.rows,
                children: [new Paragraph({ children: [new TextRun(cell.text)] })],
              }),
          ),
        }),
    ),
  });

await measured(
  async () => {
    const children = content.map((item) => (item.rows ? table(item) : paragraph(item)));
    return Packer.toBuffer(new Document({ sections: [{ children }] }));
  },
  path.join(folder, "made-by-docx.docx"),
  JSON.parse(fs.readFileSync(path.join(folder, "node", "node_modules", "docx", "package.json"), "utf8")).version,
  times,
);
