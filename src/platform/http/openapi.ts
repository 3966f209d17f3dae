import { z } from 'zod'
import type { Endpoint } from '../../core/endpoint.ts'
import type { House } from '../house.ts'

type Json = Record<string, unknown>

const jsonSchema = (schema: z.ZodType): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json
  return rest
}

const problem: Json = {
  type: 'object',
  required: ['problem', 'requestId'],
  properties: {
    problem: {
      type: 'object',
      required: ['code', 'rule', 'message', 'issues'],
      properties: {
        code: { type: 'string' },
        rule: { type: 'string' },
        message: { type: 'string' },
        facts: { type: 'object' },
        issues: {
          type: 'array',
          items: { type: 'object', properties: { path: { type: 'string' }, reason: { type: 'string' }, message: { type: 'string' } } },
        },
      },
    },
    requestId: { type: 'string' },
  },
}

const binary: Json = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }

/** What an endpoint takes: its path's parameters, and the rest as the query or the body. */
function takes({ path, method, input, body }: Endpoint): Json {
  const schema = jsonSchema(input)
  const properties = (schema['properties'] ?? {}) as Record<string, Json>
  const required = (schema['required'] ?? []) as string[]
  const inPath = [...path.matchAll(/:(\w+)/g)].map((m) => m[1] as string)
  const rest = Object.keys(properties).filter((p) => !inPath.includes(p))
  const parameter = (name: string, where: 'path' | 'query'): Json => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: properties[name] ?? {},
  })
  const asQuery = method === 'GET' || body === 'file'
  const json: Json = {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(rest.map((n) => [n, properties[n]])),
    required: rest.filter((n) => required.includes(n)),
  }
  return {
    parameters: [...inPath.map((n) => parameter(n, 'path')), ...(asQuery ? rest.map((n) => parameter(n, 'query')) : [])],
    ...(method === 'GET' ? {} : { requestBody: { content: body === 'file' ? binary : { 'application/json': { schema: json } } } }),
  }
}

const operation = (endpoint: Endpoint): Json => ({
  operationId: endpoint.name,
  summary: endpoint.summary,
  tags: [endpoint.name.split('.')[0]],
  'x-permission': endpoint.permission,
  ...(endpoint.permission === 'public' ? { security: [] } : {}),
  ...takes(endpoint),
  responses: {
    '200': {
      description: 'Done',
      content: endpoint.reply === 'file' ? binary : { 'application/json': { schema: jsonSchema(endpoint.output) } },
    },
    default: { description: 'A problem', content: { 'application/json': { schema: problem } } },
  },
})

/** OpenAPI 3.1 of every action, read from the same endpoint objects the server routes by. */
export function openApi(house: House, version: string): Json {
  const paths: Record<string, Json> = {}
  for (const { endpoint } of house.actions.values()) {
    const path = `/api${endpoint.path.replace(/:(\w+)/g, '{$1}')}`
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Kewei', version },
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' }, session: { type: 'apiKey', in: 'cookie', name: 'kewei' } },
    },
    security: [{ token: [] }, { session: [] }],
    paths,
  }
}
