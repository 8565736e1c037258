// Cuts KERN's style sheet down to the classes and properties of kern.txt: of 340 KB some 50 stay. `make` runs it.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { PurgeCSS } from "purgecss";

const used = readFileSync("kern.txt", "utf8").match(/^(--)?kern-.+$/gm);
const [kern] = await new PurgeCSS().purge({
  css: ["node_modules/@kern-ux/native/dist/kern.min.css"],
  content: [],
  safelist: { standard: [/^(?!kern-)/, ...used], variables: used },
  variables: true,
});
// The lowest of the layers, which base.css explains. There an `!important` would count most: the ring of focus is ours.
const css = kern.css.replace('@charset "UTF-8";', "").replace(/(outline[\w-]*:[^;}]*?)\s*!important/g, "$1");
mkdirSync("node_modules/.kern", { recursive: true });
writeFileSync("node_modules/.kern/kern.css", `@layer kern, base, components, pages;\n@layer kern {${css}}\n`);
