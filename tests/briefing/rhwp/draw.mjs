// Draws every page of a Hancom document as SVG: node draw.mjs FILE FOLDER
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

// The program asks its surroundings how wide a text is: a Hangul letter is as wide as it is high.
globalThis.measureTextWidth = (font, text) => {
  const size = Number(/([\d.]+)px/.exec(font)?.[1] ?? 10);
  const width = (letter) => {
    if (/[\u1100-\uffdc\u2010-\u27ff]/u.test(letter)) return 1;
    if (/[A-Z%&@]/.test(letter)) return 0.66;
    return / |[ilj.,:;'|!()[\]]/.test(letter) ? 0.32 : 0.55;
  };
  return [...text].reduce((sum, letter) => sum + width(letter) * size, 0);
};

const { default: init, HwpDocument } = await import("@rhwp/core");
const wasm = createRequire(import.meta.url).resolve("@rhwp/core/rhwp_bg.wasm");
await init({ module_or_path: await readFile(wasm) });

const [file, folder] = process.argv.slice(2);
const document = new HwpDocument(new Uint8Array(await readFile(file)));
for (let page = 0; page < document.pageCount(); page += 1) {
  const name = `${String(page + 1).padStart(3, "0")}.svg`;
  await writeFile(join(folder, name), document.renderPageSvg(page));
}
console.log(document.pageCount());
