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
mkdirSync("node_modules/.kern", { recursive: true });
writeFileSync("node_modules/.kern/kern.css", kern.css);
