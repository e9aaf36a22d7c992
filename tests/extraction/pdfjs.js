// Print what pdf.js reads from the PDF on stdin: a JSON array of the pages' texts.
import { readFile } from "node:fs/promises";

globalThis.DOMMatrix ??= class {}; // pdf.js draws with it and looks for it on import; we only read
const { getDocument, VerbosityLevel } = await import("pdfjs-dist/legacy/build/pdf.mjs");

const data = new Uint8Array(await readFile("/dev/stdin"));
const file = await getDocument({ data, verbosity: VerbosityLevel.ERRORS }).promise;
const texts = [];
for (let number = 1; number <= file.numPages; number++) {
  const content = await (await file.getPage(number)).getTextContent();
  texts.push(content.items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join(""));
}
console.log(JSON.stringify(texts));
