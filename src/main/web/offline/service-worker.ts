import { serveOffline, type WorkerWorld } from './worker.ts'

/** The build writes in here what tells it from every other. */
declare const __KEWEI_BUILD__: string

/** This file runs as a service worker only, where the global object is that world. */
const world = (): WorkerWorld => globalThis as unknown as WorkerWorld

serveOffline(world(), __KEWEI_BUILD__)
