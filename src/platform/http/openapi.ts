import { z } from 'zod'
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

/** OpenAPI 3.1 of every action, read from the same endpoint objects the server routes by. */
export function openApi(house: House, version: string): Json {
  const paths: Record<string, Json> = {}
  for (const { endpoint } of house.actions.values()) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}')
    const input = jsonSchema(endpoint.input)
    const properties = (input['properties'] ?? {}) as Record<string, Json>
    const inPath = [...endpoint.path.matchAll(/:(\w+)/g)].map((m) => m[1] as string)
    const rest = Object.keys(properties).filter((p) => !inPath.includes(p))
    const required = (input['required'] ?? []) as string[]
    const parameter = (name: string, where: 'path' | 'query'): Json => ({
      name,
      in: where,
      required: where === 'path' || required.includes(name),
      schema: properties[name] ?? {},
    })
    const asQuery = endpoint.method === 'GET' || endpoint.body === 'file'
    const body =
      endpoint.body === 'file'
        ? { content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } }
        : {
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  additionalProperties: false,
                  properties: Object.fromEntries(rest.map((n) => [n, properties[n]])),
                  required: rest.filter((n) => required.includes(n)),
                },
              },
            },
          }
    const reply =
      endpoint.reply === 'file'
        ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
        : { 'application/json': { schema: jsonSchema(endpoint.output) } }
    paths[`/api${path}`] = {
      ...paths[`/api${path}`],
      [endpoint.method.toLowerCase()]: {
        operationId: endpoint.name,
        summary: endpoint.summary,
        tags: [endpoint.name.split('.')[0]],
        'x-permission': endpoint.permission,
        ...(endpoint.permission === 'public' ? { security: [] } : {}),
        parameters: [...inPath.map((n) => parameter(n, 'path')), ...(asQuery ? rest.map((n) => parameter(n, 'query')) : [])],
        ...(endpoint.method === 'GET' ? {} : { requestBody: body }),
        responses: {
          '200': { description: 'Done', content: reply },
          default: { description: 'A problem', content: { 'application/json': { schema: problem } } },
        },
      },
    }
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
