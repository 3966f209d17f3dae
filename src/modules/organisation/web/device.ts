const systems: readonly (readonly [RegExp, string])[] = [
  [/Windows/, 'Windows'],
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

/** In this order: each of them also names those below it. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/WeCom|wxwork/i, 'WeCom'],
  [/MicroMessenger/, 'WeChat'],
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]

const first = (list: readonly (readonly [RegExp, string])[], text: string) => list.find(([pattern]) => pattern.test(text))?.[1]

/** `Chrome · Windows` from what a browser says of itself; undefined when it is none we know. */
export function deviceOf(agent: string): string | undefined {
  const words = [first(browsers, agent), first(systems, agent)].filter((w) => w !== undefined)
  return words.length > 0 ? words.join(' · ') : undefined
}
