import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import fs from 'node:fs'
import tls from 'node:tls'
import { codeOf, exitCode, StartupError, wordsOf } from '../postgres/startup-error.ts'
import type { Pair } from './certificate.ts'

/** A certificate of the person's own, where it lies. */
export type PairFiles = { readonly certificate: string; readonly key: string }

/** Reads and checks the two files (PEM). Throws StartupError saying which of them is wrong, and how. */
export function readPair(files: PairFiles): Pair {
  const pair = { certificate: readText(files.certificate, '--tls-cert'), key: readText(files.key, '--tls-key') }
  const certificate = certificateIn(pair.certificate, files.certificate)
  const key = keyIn(pair.key, files.key)
  if (!certificate.checkPrivateKey(key)) {
    const remedy = 'Give the key the certificate was issued for; the server certificate comes first in a file that holds a chain.'
    throw new StartupError(exitCode.invalid, `The key in ${files.key} does not belong to the certificate in ${files.certificate}.`, remedy)
  }
  try {
    tls.createSecureContext({ cert: pair.certificate, key: pair.key })
    return pair
  } catch (error) {
    throw new StartupError(exitCode.invalid, `${files.certificate} cannot be used for https: ${wordsOf(error)}.`, pemWanted, error)
  }
}

const pemWanted = 'PEM is expected: text with -----BEGIN lines, as certificate authorities hand it out for nginx.'

function readText(file: string, option: string): string {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch (error) {
    const isMissing = codeOf(error) === 'ENOENT'
    const message = isMissing ? `There is no file ${file}.` : `${file} cannot be read: ${wordsOf(error)}.`
    const remedy = isMissing
      ? `Give the path of a PEM file with ${option}.`
      : 'Start Kewei as a user who may read it, or give it to this user.'
    throw new StartupError(isMissing ? exitCode.invalid : exitCode.refused, message, remedy, error)
  }
}

function certificateIn(text: string, file: string): X509Certificate {
  try {
    return new X509Certificate(text)
  } catch (error) {
    throw new StartupError(exitCode.invalid, `${file} holds no certificate that can be read.`, pemWanted, error)
  }
}

function keyIn(text: string, file: string): KeyObject {
  try {
    return createPrivateKey(text)
  } catch (error) {
    const isLocked = /-----BEGIN ENCRYPTED|Proc-Type: 4,ENCRYPTED/.test(text)
    const message = isLocked ? `The key in ${file} is locked with a password.` : `${file} holds no private key that can be read.`
    const remedy = isLocked ? 'Give Kewei a copy without one, readable by its user only: openssl pkey -in key.pem -out open.pem' : pemWanted
    throw new StartupError(exitCode.invalid, message, remedy, error)
  }
}
