/**
 * Puts the demonstration together from what the build has made: one file that opens from a disk, and a folder for a web server.
 *
 *     make_demonstration.mjs --www DIR --service FILE.js --assets DIR --languages DIR --source DIR --out DIR
 *
 * The shell is bundled as it is served (www); what it asks the browser for, it gets of its pane (demonstration/inside.js).
 */

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { deflateRawSync } from "node:zlib";

import { build } from "esbuild";

import { parcel } from "../demonstration/parcel.js";

const zoneFolder = "/usr/share/zoneinfo";
const most = 3 * 1024 * 1024;

const option = { type: "string" };
const { values } = parseArgs({ options: { www: option, service: option, assets: option, languages: option, source: option, out: option } });
const { www, service, assets, languages, source, out } = values;

/** The shell's modules as they are served; the service's by its name; what needs a server by what does not. */
const places = {
  name: "places",
  setup(bundle) {
    bundle.onResolve({ filter: /^\.\.\/shell\// }, ({ path }) => ({ path: join(www, path.slice("../shell/".length)) }));
    bundle.onResolve({ filter: /^castellan-service$/ }, () => ({ path: service }));
    bundle.onResolve({ filter: /^\.\/served\.js$/ }, () => ({ path: join(source, "held.js") }));
  },
};

/** @param {string} entry @param {string[]} [inject] */
async function bundled(entry, inject = []) {
  const { outputFiles } = await build({
    entryPoints: [join(source, entry)],
    inject: inject.map((file) => join(source, file)),
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    minify: true,
    legalComments: "none",
    logLevel: "warning",
    plugins: [places],
  });
  return outputFiles[0].text.trim();
}

/** @param {string} code */
const allowed = (code) => `'sha256-${createHash("sha256").update(code).digest("base64")}'`;

/** @param {string} folder @param {string} name */
const read = (folder, name) => readFileSync(join(folder, name), "utf8");

/** The rule by which each zone's clock runs: the last line of its file (RFC 8536, 3.3), as server-stub/zone_rules.cpp reads it. */
function zoneRules() {
  const rules = Intl.supportedValuesOf("timeZone").flatMap((name) => {
    try {
      const file = readFileSync(join(zoneFolder, name), "latin1");
      const rule = file.trimEnd().slice(file.trimEnd().lastIndexOf("\n") + 1);
      return /^[!-~]{1,64}$/.test(rule) ? [[name, rule]] : [];
    } catch {
      return []; // A zone that this machine does not know.
    }
  });
  return JSON.stringify(Object.fromEntries(rules));
}

/** The console's page with all that it refers to. @param {string} code */
function consolePage(code) {
  const head = `<style>${read(www, "entry.css")}${read(www, "app.css")}</style>`;
  return read(www, "index.html")
    .replace(/<(link|script)\b[^>]*\b(href|src)="(?!data:)[^"]*"[^>]*>(<\/script>)?\s*/g, "")
    .replace("</head>", () => `${head}\n</head>`)
    .replace("</body>", () => `<script type="module">${code}</script>\n</body>`);
}

const consoleCode = await bundled("console.js", ["inside.js"]);
const pageCode = await bundled("page.js", ["outside.js"]);
const icon = read(www, "icon.svg");
const offered = JSON.parse(/\[.*\]/s.exec(read(www, "languages.js").replace(/(\w+):/g, '"$1":').replace(/;?\s*$/, ""))?.[0] ?? "[]");
const tags = offered.map(({ tag }) => tag).filter((tag) => tag !== "en");
const words = tags.flatMap((tag) => [`words-${tag}.json`, `entry-${tag}.json`]);

const files = [
  ...["castellan.wasm", "forms.html", "inter-regular.ttf", "inter-semibold.ttf", "lucide.ttf", ...words].map((name) => [name, readFileSync(join(www, name))]),
  ...tags.map((tag) => `demonstration-${tag}.json`).map((name) => [name, readFileSync(join(languages, name))]),
  ["console.html", consolePage(consoleCode)],
  ["service.wasm", readFileSync(service.replace(/\.js$/, ".wasm"))],
  ["demo.json", readFileSync(join(assets, "demo.json"))],
  ["personas.json", readFileSync(join(assets, "personas.json"))],
  ["zones.json", zoneRules()],
];
const archive = deflateRawSync(parcel(files.flat()), { level: 9, memLevel: 9 }).toString("base64");

/** @param {string} head @param {string} more of the policy */
function page(head, more = "") {
  const policy =
    `default-src 'none'; script-src ${allowed(pageCode)} ${allowed(consoleCode)} 'wasm-unsafe-eval'; style-src 'unsafe-inline'; ` +
    `img-src data: blob:; font-src data:; form-action 'none'; base-uri 'none'${more}`;
  return read(source, "page.html")
    .replace("<!--policy-->", () => `<meta http-equiv="Content-Security-Policy" content="${policy}">`)
    .replace("<!--head-->", () => `${head}\n  <style>${read(www, "entry.css")}${read(source, "page.css")}</style>`)
    .replace("<!--body-->", () => `<script type="application/octet-stream" id="files">${archive}</script>\n  <script type="module">${pageCode}</script>`);
}

const single = page(`<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(icon)}">`);
if (single.length > most) throw new Error(`castellan-demo.html has ${single.length} bytes: at most ${most} are to be.`);
const hosted = page(
  '<link rel="icon" href="icon.svg" type="image/svg+xml">\n  <link rel="manifest" href="manifest.webmanifest">',
  "; manifest-src 'self'; worker-src 'self'",
).replace("img-src data:", "img-src 'self' data:");

rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, "castellan-demo"), { recursive: true });
writeFileSync(join(out, "castellan-demo.html"), single);
const version = createHash("sha256").update(hosted).digest("hex").slice(0, 16);
const folder = {
  "index.html": hosted,
  "icon.svg": icon,
  "manifest.webmanifest": read(source, "manifest.webmanifest"),
  "service_worker.js": read(source, "service_worker.js").replace("VERSION", version),
};
for (const [name, content] of Object.entries(folder)) writeFileSync(join(out, "castellan-demo", name), content);
console.log(`castellan-demo.html: ${Math.round(single.length / 1024)} kB`);
