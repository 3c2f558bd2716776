/**
 * Serves the built pages on loopback: /react-admin/, /ag-grid/ and /empty/, each with the people under its api/ as it
 * wants them. Everything is in memory and was prepared beforehand, so that the pages wait for nothing of the server's.
 *
 *   node server.js --document organization.json --built FOLDER --port N
 *
 * The people are those of account a1, as the document has them.
 */

import { createServer } from "node:http";
import { readFileSync, readdirSync } from "node:fs";
import { extname, join } from "node:path";
import { parseArgs } from "node:util";

const { values: given } = parseArgs({
  options: { document: { type: "string" }, built: { type: "string" }, port: { type: "string" } },
});

const people = peopleOf(JSON.parse(readFileSync(given.document, "utf8")));
const everybody = Buffer.from(JSON.stringify(people));
const searched = new Map(people.map((person) => [person, `${person.name} ${person.email}`.toLowerCase()]));
/** In each order that was asked for once; a database would have an index. @type {Map<string, object[]>} */
const sorted = new Map();
const files = filesOf(given.built);

/** @param {any} document */
function peopleOf(document) {
  /** @type {Map<string, string[]>} */
  const groups = new Map();
  for (const group of document.groups)
    for (const member of group.members ?? []) groups.set(member, [...(groups.get(member) ?? []), group.name]);
  return document.users
    .filter((/** @type {any} */ user) => "a1" in user.accounts)
    .map((/** @type {any} */ user) => ({
      id: user.id,
      name: user.name,
      email: user.email,
      role: user.accounts.a1.safes ?? "none",
      groups: (groups.get(user.id) ?? []).join(", "),
      status: user.status,
    }));
}

/** @param {string} built */
function filesOf(built) {
  const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css" };
  const found = new Map();
  for (const page of readdirSync(built)) {
    for (const file of readdirSync(join(built, page)).filter((name) => !name.endsWith(".br"))) {
      const isPage = file === "index.html";
      found.set(`/${page}/${isPage ? "" : file}`, {
        body: readFileSync(join(built, page, `${file}.br`)),
        headers: {
          "Content-Type": types[extname(file)] ?? "application/octet-stream",
          "Content-Encoding": "br",
          "Cache-Control": isPage ? "no-cache" : "public, max-age=31536000, immutable",
        },
      });
    }
  }
  return found;
}

/** @param {string} field @param {string} order */
function inOrder(field, order) {
  const key = `${field} ${order}`;
  if (!sorted.has(key)) {
    const { compare } = new Intl.Collator("en");
    const sign = order === "DESC" ? -1 : 1;
    sorted.set(key, [...people].sort((one, other) => sign * compare(String(one[field]), String(other[field]))));
  }
  return sorted.get(key);
}

/** As ra-data-simple-rest asks for a page. @param {URLSearchParams} query */
function page(query) {
  const [field, order] = JSON.parse(query.get("sort") ?? '["id","ASC"]');
  const [first, last] = JSON.parse(query.get("range") ?? "[0,9]");
  const wanted = String(JSON.parse(query.get("filter") ?? "{}").q ?? "").toLowerCase();
  const all = inOrder(field, order);
  const found = wanted ? all.filter((person) => searched.get(person).includes(wanted)) : all;
  return { rows: found.slice(first, last + 1), range: `users ${first}-${last}/${found.length}` };
}

/** @param {import("node:http").IncomingMessage} request @param {import("node:http").ServerResponse} response */
function answer(request, response) {
  const url = new URL(request.url ?? "/", "http://localhost");
  const file = files.get(url.pathname);
  if (file) {
    response.writeHead(200, file.headers).end(file.body);
  } else if (url.pathname.endsWith("/api/people")) {
    response.writeHead(200, { "Content-Type": "application/json", "Cache-Control": "no-store" }).end(everybody);
  } else if (url.pathname.endsWith("/api/users")) {
    const { rows, range } = page(url.searchParams);
    response.writeHead(200, { "Content-Type": "application/json", "Content-Range": range, "Cache-Control": "no-store" });
    response.end(JSON.stringify(rows));
  } else if (url.pathname.endsWith("/health")) {
    response.writeHead(200).end("{}");
  } else {
    response.writeHead(404).end();
  }
}

for (const order of ["ASC", "DESC"]) inOrder("name", order); // Whoever asks first shall not wait longer than the next.
createServer(answer).listen(Number(given.port), "127.0.0.1");
