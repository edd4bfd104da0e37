/** A small static server on 127.0.0.1, for tests. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

/**
 * Serves until it is closed. A route is a path with a function that takes the
 * request and returns { status, headers, body }, or the beginning of a path
 * with a folder.
 */
export async function serve(routes) {
  const server = createServer(async (request, response) => {
    const { status = 200, headers = {}, body = '' } = await answer(routes, request);
    response.writeHead(status, headers).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function answer(routes, request) {
  const { pathname } = new URL(request.url, 'http://localhost');
  if (typeof routes[pathname] === 'function') return routes[pathname](request);
  const mount = Object.entries(routes).find(([start, to]) => typeof to === 'string' && pathname.startsWith(start));
  if (!mount) return { status: 404 };
  const [start, folder] = mount;
  const file = path.join(folder, pathname.slice(start.length) || 'index.html');
  try {
    const type = types[path.extname(file)] ?? 'application/octet-stream';
    return { headers: { 'content-type': type }, body: await readFile(file) };
  } catch {
    return { status: 404 };
  }
}
