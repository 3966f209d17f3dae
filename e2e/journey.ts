import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, inject } from 'vitest'
import { openBrowser, type Visit, type Visitor, visit } from './browser.ts'
import { type House, prepareSample, type SignIn, startHouse } from './house.ts'
import { signIn } from './people.ts'

/** What a journey begins with: the product running for this file alone, and a browser that visits it. Both end with the file. */
export type Journey = {
  house: House
  /** Opens a window at the house; nobody is signed in. */
  visit: (options?: Visit) => Promise<Visitor>
}

export type SampleJourney = Journey & {
  /** Opens a window for one of the sample's people, by name, who is signed in already. Where to begin, the journey says. */
  as: (name: string, options?: Visit) => Promise<Visitor>
}

/** A house that nobody has set up yet. */
export const emptyHouse = async (): Promise<Journey> => enterHouse(await startHouse())

/** For journeys that need more than the usual: options of `serve`, and flags of the browser for that house. */
type Special = { words?: readonly string[]; flags?: (house: House) => Promise<readonly string[]> }

/** A house with the sample company, as it was just loaded. */
export async function sampleHouse({ words = [], flags }: Special = {}): Promise<SampleJourney> {
  const { data, signIns } = await preparedSample()
  const { house, visit } = await enterHouse({ ...(await startHouse({ like: data, words })), signIns }, flags)
  const as: SampleJourney['as'] = async (name, options) => {
    const person = signIns.find((s) => s.name === name)
    if (!person) throw new Error(`The sample has no ${name}`)
    const visitor = await visit(options)
    await signIn(visitor.context, person)
    return visitor
  }
  return { house, visit, as }
}

async function enterHouse(house: House, flags: Special['flags'] = async () => []): Promise<Journey> {
  const open = async () => openBrowser(await flags(house))
  const browser = await open().catch(async (error) => {
    await house.stop()
    throw error
  })
  afterAll(async () => {
    await browser.close()
    await house.stop()
  })
  return { house, visit: (options) => visit(browser, { baseURL: house.baseURL, ...options }) }
}

type Prepared = { data: string; signIns: readonly SignIn[] }

/** The sample is loaded once in a run, by the first journey that needs it; the others start on a copy of its folder. */
async function preparedSample(): Promise<Prepared> {
  const data = join(inject('sharedFolder'), 'sample')
  const list = join(inject('sharedFolder'), 'sign-ins.json')
  if (!existsSync(list)) {
    mkdirSync(data, { recursive: true, mode: 0o700 })
    writeFileSync(list, JSON.stringify(await prepareSample(data)))
  }
  return { data, signIns: JSON.parse(readFileSync(list, 'utf8')) }
}
