import process from 'node:process'

/** Words for the person; never on stdout, which belongs to the command. */
export const say = (text) => process.stderr.write(`kewei: ${text}\n`)

/**
 * Ends the start with words instead of a stack.
 * @param {number} exitCode @param {string} message @param {string} remedy
 */
export function stopped(exitCode, message, remedy) {
  return Object.assign(new Error(message), { remedy, exitCode })
}
