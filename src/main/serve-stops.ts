import process from 'node:process'
import type { Log } from '../platform/log.ts'

type Stop = { thing: unknown; run: () => Promise<void> | void }

/** Thrown out of a start that was told to stop meanwhile. */
export class Interrupted extends Error {}

/** What has been started and must be stopped again, last first. */
export class Stops {
  readonly #log: Log
  readonly #stack: Stop[] = []
  readonly #late: Promise<void>[] = []
  readonly #end = Promise.withResolvers<number>()
  #ending = false
  #asked = false
  #hangUp: (() => void) | undefined

  constructor(log: Log) {
    this.#log = log
  }

  /** Resolves to the exit code once everything is stopped, also what came up while we were stopping. */
  async finished(): Promise<number> {
    const code = await this.#end.promise
    await Promise.all(this.#late)
    return code
  }

  /** A person or service manager asked for the end. */
  get wasAsked(): boolean {
    return this.#asked
  }

  add<T>(thing: T, stop: (thing: T) => Promise<void> | void): T {
    const entry: Stop = { thing, run: () => stop(thing) }
    if (this.#ending) {
      this.#late.push(this.#run(entry))
      throw new Interrupted('told to stop while starting')
    }
    this.#stack.push(entry)
    return thing
  }

  /** Stops this thing before everything added so far: it has come to lean on all of that. */
  reorder(thing: unknown): void {
    const at = this.#stack.findIndex((entry) => entry.thing === thing)
    if (at >= 0) this.#stack.push(...this.#stack.splice(at, 1))
  }

  /** What a hang-up (SIGHUP) asks of us instead of the end. That of a terminal which was closed still ends us. */
  onHangUp(act: () => void): void {
    this.#hangUp = act
  }

  onSignals(): void {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (signal === 'SIGHUP' && this.#hangUp && !process.stdin.isTTY) return this.#hangUp()
        // Asked twice: whoever asks will not wait. The database ends by itself when we are gone.
        if (this.#asked && signal === 'SIGINT') process.exit(130)
        this.#asked = true
        void this.finish(0)
      })
    }
  }

  async finish(code: number): Promise<void> {
    if (this.#ending) return void (await this.#end.promise)
    this.#ending = true
    // From here on lost connections are what we want, not news.
    if (this.#log.isLevelEnabled('warn')) this.#log.level = 'error'
    for (const entry of this.#stack.splice(0).reverse()) await this.#run(entry)
    this.#end.resolve(code)
  }

  async #run(entry: Stop): Promise<void> {
    try {
      await entry.run()
    } catch (error) {
      this.#log.error({ err: error }, 'something did not stop cleanly')
    }
  }
}
