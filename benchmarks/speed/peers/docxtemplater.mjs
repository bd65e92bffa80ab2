// docxtemplater as its manual shows: unzip the template, render, zip.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { measured } from "./timing.mjs";

const [folder, times] = [process.argv[2], Number(process.argv[3])];
const require = createRequire(path.join(folder, "node", "package.json"));
const PizZip = require("pizzip");
const Docxtemplater = require("docxtemplater");
const content = fs.readFileSync(path.join(folder, "docxtemplater.docx"), "binary");
const data = JSON.parse(fs.readFileSync(path.join(folder, "flat.json"), "utf8"));

await measured(
  async () => {
    const document = new Docxtemplater(new PizZip(content), { paragraphLoop: true, linebreaks: true });
    document.render(data);
    return document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
  },
  path.join(folder, "made-by-docxtemplater.docx"),
  require("docxtemplater/package.json").version,
  times,
);
