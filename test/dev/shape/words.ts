import type { Tree } from './tree.ts'

/** A path that exists on one machine only, or the address of a package registry. */
const placed: [RegExp, string][] = [
  [/(^|[^A-Za-z0-9_.~])\/(work|farm|root|Users)\//, 'a path of one machine'],
  [/\/tmp\/bash_jobs/, 'a path of one machine'],
  [/https?:\/\/[a-z0-9.-]*(npm|debian)[a-z0-9.-]*\//i, 'the address of a registry'],
]

/** Lines that name a place outside the project: they would be wrong on the next machine. */
export function placesNamed(tree: Tree): string[] {
  return Object.entries(tree)
    .filter(([path]) => path !== 'package-lock.json')
    .flatMap(([path, text]) =>
      text
        .split('\n')
        .flatMap((line, i) => placed.filter(([pattern]) => pattern.test(line)).map(([, what]) => `${path}:${i + 1}: ${what}`)),
    )
}
