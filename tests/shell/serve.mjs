/**
 * Serves the built site on loopback with the policy that the server sends, and answers the few requests that the page
 * itself makes. For tests of the shell alone; the server has tests of its own.
 */

import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

export const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".ttf": "font/ttf",
};

/**
 * @param {string} folder the site
 * @param {{ signedIn?: boolean, refuse?: number, break?: string, first?: string }} [world] what the server is like; may be
 *   changed while it runs. `break` is a file that is not delivered, `first` a script that runs in the page before its own
 */
export async function serve(folder, world = {}) {
  const requests = [];
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    response.setHeader("Content-Security-Policy", policy);
    if (path.startsWith("/api/")) {
      let body = "";
      for await (const chunk of request) body += chunk;
      requests.push({ method: request.method, path, headers: request.headers, body: body ? JSON.parse(body) : null });
      answer(request, path, response, world);
      return;
    }
    if (path === "/first.js") {
      response.writeHead(200, { "Content-Type": types[".js"] }).end(world.first);
      return;
    }
    const file = join(folder, normalize(path === "/" ? "/index.html" : path));
    const found = await stat(file).catch(() => null);
    if (!found?.isFile() || (world.break && path.endsWith(world.break))) {
      response.writeHead(404).end();
      return;
    }
    if (path === "/" && world.first) {
      const page = await readFile(file, "utf8");
      response.writeHead(200, { "Content-Type": types[".html"] });
      response.end(page.replace("<head>", '<head><script src="first.js"></script>'));
      return;
    }
    response.writeHead(200, {
      "Content-Type": types[extname(file)] ?? "application/octet-stream",
      "Content-Length": found.size,
    });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  return {
    url: `http://127.0.0.1:${port}/`,
    requests,
    world,
    stop: () => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))),
  };
}

function answer(request, path, response, world) {
  const send = (status, body, headers = {}) => {
    response.writeHead(status, { "Content-Type": "application/json", ...headers });
    response.end(body ? JSON.stringify(body) : undefined);
  };
  if (path === "/api/v1/session" && request.method === "POST") {
    if (world.refuse)
      send(
        world.refuse,
        { title: "Refused", status: world.refuse },
        world.refuse === 429 ? { "Retry-After": "30" } : {},
      );
    else {
      world.signedIn = true;
      send(200, { user: "u1" });
    }
  } else if (path === "/api/v1/session" && request.method === "GET") send(world.signedIn ? 200 : 401, {});
  else if (path === "/api/v1/setup") send(world.refuse ?? 201, {});
  else send(404, {});
}
