import { BlockList, isIP, isIPv4 } from 'node:net'
import os from 'node:os'

/** What a server is called by: host names, and addresses in their usual form. */
export type Names = { readonly dns: readonly string[]; readonly ips: readonly string[] }

const hostName = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/

const distinct = (list: readonly string[]): string[] => [...new Set(list)]

/** A host name or address as names of a certificate. */
export const namesIn = (host: string): Names => {
  const bare = host.toLowerCase().replace(/^\[|\]$/g, '')
  if (isIP(bare)) return { dns: [], ips: [bare] }
  return { dns: hostName.test(bare) ? [bare] : [], ips: [] }
}

export const joinNames = (...all: readonly Names[]): Names => ({
  dns: distinct(all.flatMap((n) => n.dns)),
  ips: distinct(all.flatMap((n) => n.ips)),
})

/** The addresses (IPv4) under which other machines may reach this one. */
export const localAddresses = (): string[] =>
  interfaces().flatMap(({ internal, family, address }) => (internal || family !== 'IPv4' ? [] : [address]))

const interfaces = (): os.NetworkInterfaceInfo[] => Object.values(os.networkInterfaces()).flatMap((list) => list ?? [])

/** Everything other machines of the local network and this one itself may call us by. Addresses of IPv6 that change by the day are left out. */
export function namesOfThisMachine(): Names {
  const own = os.hostname().toLowerCase()
  const [short = ''] = own.split('.')
  const lasting = interfaces().filter(({ internal, address }) => !internal && /^f[cd]/i.test(address))
  const machine = { dns: [], ips: ['127.0.0.1', '::1', ...localAddresses(), ...lasting.map(({ address }) => address.toLowerCase())] }
  return joinNames({ dns: ['localhost'], ips: [] }, namesIn(own), namesIn(`${short}.local`), machine)
}

/** What an authority may sign for: a host name and all below it, and ranges of addresses (`10.0.0.0/8`). */
export type Permitted = { readonly dns: readonly string[]; readonly ranges: readonly string[] }

/** Names and addresses nobody owns on the internet: a stolen key of an authority bound to them opens nothing outside. */
const local: Permitted = {
  dns: ['localhost', 'local', 'lan', 'home.arpa', 'internal', 'test'],
  ranges: [
    '127.0.0.0/8',
    '10.0.0.0/8',
    '172.16.0.0/12',
    '192.168.0.0/16',
    '169.254.0.0/16',
    '100.64.0.0/10',
    '::1/128',
    'fc00::/7',
    'fe80::/10',
  ],
}

/** The local names, and of these others each by itself. */
export function permittedWith(names: Names): Permitted {
  const { dns, ips } = outside(local, names)
  return { dns: [...local.dns, ...dns], ranges: [...local.ranges, ...ips.map((ip) => `${ip}/${isIPv4(ip) ? 32 : 128}`)] }
}

/** The names an authority may not sign for. */
export function outside({ dns, ranges }: Permitted, names: Names): Names {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', size = ''] = range.split('/')
    list.addSubnet(address, Number(size), isIPv4(address) ? 'ipv4' : 'ipv6')
  }
  return {
    dns: names.dns.filter((name) => !dns.some((root) => name === root || name.endsWith(`.${root}`))),
    ips: names.ips.filter((ip) => !list.check(ip, isIPv4(ip) ? 'ipv4' : 'ipv6')),
  }
}

export const without = (names: Names, less: Names): Names => ({
  dns: names.dns.filter((name) => !less.dns.includes(name)),
  ips: names.ips.filter((ip) => !less.ips.includes(ip)),
})

export const isEmpty = ({ dns, ips }: Names): boolean => dns.length + ips.length === 0

/** The 4 or 16 bytes of an address. */
export function addressBytes(ip: string): Buffer {
  if (isIPv4(ip)) return Buffer.from(ip.split('.').map(Number))
  // The URL parser writes an IPv4 tail as two groups of hexadecimal digits.
  const [head = '', tail] = new URL(`http://[${ip}]`).hostname.slice(1, -1).split('::')
  const groups = (text: string) => (text ? text.split(':') : [])
  const [before, after] = [groups(head), groups(tail ?? '')]
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0')
  return Buffer.from([...before, ...zeros, ...after].map((group) => group.padStart(4, '0')).join(''), 'hex')
}

/** A range as an authority's constraint holds it: the address, and its mask after it. */
export function rangeBytes(range: string): Buffer {
  const [address = '', size = ''] = range.split('/')
  const bytes = addressBytes(address)
  const mask = Buffer.from(bytes.map((_, i) => 0xff & (0xff00 >> Math.min(8, Math.max(0, Number(size) - 8 * i)))))
  return Buffer.concat([bytes, mask])
}
