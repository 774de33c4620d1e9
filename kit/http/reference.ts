import type { AnyContractRouter } from '@orpc/contract';
import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import type { FastifyInstance } from 'fastify';
import { problems } from '../problems.ts';
import type { Meta } from '../rpc/contract.ts';

type Operation = { summary?: string; requestBody?: { content?: Record<string, { schema?: Schema }> } };
type Schema = {
  type?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  enum?: unknown[];
  description?: string;
  format?: string;
  items?: Schema;
  anyOf?: Schema[];
  const?: unknown;
  examples?: unknown[];
};
type Document = { paths?: Record<string, { post?: Operation }> };

/** Serves the open API: the document at /api/openapi.json and a page to read at /api/reference. */
export function reference(
  app: FastifyInstance,
  contract: Record<string, AnyContractRouter>,
  title: string,
): void {
  let made: Promise<Document> | undefined;
  const document = () => (made ??= makeDocument(contract, title));
  app.get('/api/openapi.json', async (_request, reply) => reply.send(await document()));
  app.get('/api/reference', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(page(await document(), contract, title)),
  );
  app.get('/api/reference.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(style));
}

async function makeDocument(contract: Record<string, AnyContractRouter>, title: string): Promise<Document> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(contract, {
    info: {
      title,
      version: '1',
      description:
        'Every call is a POST with a JSON body, so that nothing a person typed stands in a URL. Programs show a token: Authorization: Bearer TOKEN. A write may carry an idempotency-key (a UUID): sent twice, it is done once.',
    },
    servers: [{ url: '/api' }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    security: [{ token: [] }],
  });
  return document as unknown as Document;
}

const escape = (text: string) =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);

function typeOf(schema: Schema): string {
  if (schema.enum) return schema.enum.map(String).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' or ');
  if (schema.type === 'array') return `list of ${typeOf(schema.items ?? {})}`;
  return schema.format ?? schema.type ?? 'any';
}

function fields(operation: Operation): string {
  const schema = Object.values(operation.requestBody?.content ?? {})[0]?.schema;
  const rows = Object.entries(schema?.properties ?? {}).map(
    ([name, field]) =>
      `<tr><td><code>${escape(name)}</code></td><td>${schema?.required?.includes(name) ? 'yes' : 'no'}</td><td>${escape(typeOf(field))}</td><td>${escape(field.description ?? '')}</td></tr>`,
  );
  return rows.length === 0
    ? '<p>No input: send <code>{}</code>.</p>'
    : `<table><thead><tr><th scope="col">Field</th><th scope="col">Required</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

/** A body that can be sent as it stands, where the contract gives one. */
function example(operation: Operation): string {
  const schema = Object.values(operation.requestBody?.content ?? {})[0]?.schema;
  const [first] = schema?.examples ?? [];
  return first === undefined
    ? ''
    : `<p>Example</p><pre><code>${escape(JSON.stringify(first, null, 2))}</code></pre>`;
}

function page(document: Document, contract: Record<string, AnyContractRouter>, title: string): string {
  const rooms = new Map<string, string[]>();
  for (const [path, { post }] of Object.entries(document.paths ?? {})) {
    const [, room = '', name = ''] = path.split('/');
    const meta = (contract[room] as unknown as Record<string, { '~orpc': { meta: Meta } }> | undefined)?.[
      name
    ]?.['~orpc'].meta;
    const needs = meta?.open ? 'no session' : (meta?.permission ?? 'any signed-in account');
    const more = [
      meta?.effect === 'write' ? 'writes' : 'reads',
      meta?.stepUp ? 'both factors shown within ten minutes' : '',
    ]
      .filter(Boolean)
      .join(', ');
    const part = `<section id="${escape(room)}-${escape(name)}"><h3><code>POST /api${escape(path)}</code></h3><p>${escape(post?.summary ?? '')}. Needs: ${escape(needs)}; ${escape(more)}.</p>${fields(post ?? {})}${example(post ?? {})}</section>`;
    rooms.set(room, [...(rooms.get(room) ?? []), part]);
  }
  const codes = Object.entries(problems).map(
    ([code, [status, text]]) =>
      `<tr><td><code>${code}</code></td><td>${status}</td><td>${escape(text)}</td></tr>`,
  );
  const body = [...rooms]
    .map(([room, parts]) => `<h2 id="${escape(room)}">${escape(room)}</h2>${parts.join('')}`)
    .join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>API reference</title><link rel="stylesheet" href="/api/reference.css"></head>
<body><main><h1>${escape(title)}: API reference</h1><p>Every call is a POST with a JSON body. Programs show a token made under “My account”: <code>Authorization: Bearer TOKEN</code>. A write may carry <code>idempotency-key</code> (a UUID): sent twice, it is done once. The machine-readable form is <a href="/api/openapi.json">openapi.json</a>.</p>
<nav aria-label="Rooms"><ul>${[...rooms.keys()].map((r) => `<li><a href="#${escape(r)}">${escape(r)}</a></li>`).join('')}</ul></nav>${body}
<h2 id="problems">Problems</h2><p>A refusal carries <code>code</code>, <code>status</code>, <code>message</code> and <code>data.fields</code>: which field, what is wrong with it and what to do.</p><table><thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">Meaning</th></tr></thead><tbody>${codes.join('')}</tbody></table></main></body></html>`;
}

const style = `:root{color-scheme:light dark;font-family:system-ui,sans-serif;line-height:1.5}body{margin:0}main{max-width:60rem;margin:0 auto;padding:1rem}
code{font-size:.95em;overflow-wrap:anywhere}table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid color-mix(in srgb,currentColor 20%,transparent)}
td:nth-child(3){overflow-wrap:anywhere}nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;padding:0;list-style:none}h2{margin-top:2.5rem}section{margin-top:1.5rem}pre{overflow-x:auto}`;
